// SPDX-License-Identifier: Apache-2.0

import SMTP
import Support
import Synchronization
import Testing

@testable import postern_simulator

/// Over real sockets: the postman on one side, and a submission server that plays Postern's listener on the other.
@Suite struct MailWireTests {
    static func policy(_ taken: Taken) -> SubmissionPolicy {
        SubmissionPolicy(name: "mx.example", login: nil, fate: { taken.network.fate(of: $0, from: $1) }) { mail in
            taken.mails.withLock { $0.append(mail) }
            return "mail"
        }
    }

    final class Taken: Sendable {
        let network = MailNetwork(keep: 10)
        let mails = Mutex<[SubmittedMail]>([])
    }

    static let recipients: [(String, Int)] = [
        ("romeo@example.org", 1), ("greylist@example.org", 1), ("drop-before@example.org", 1),
        ("drop-after@example.org", 2),
    ]

    @Test("a mail arrives whole, whatever happens on the way", arguments: recipients)
    func arrives(address: String, copies: Int) async throws {
        let taken = Taken()
        let server = try await SubmissionServer(host: "127.0.0.1", port: 0, policy: Self.policy(taken))
        let network = MailNetwork(keep: 10)
        let postman = Postman(
            network: network,
            deliver: Postman.connecting(host: "127.0.0.1", port: server.port, name: "a.example", language: .smtp))
        let bytes = Array(String(repeating: ".line of a mail\r\n", count: 10_000).utf8)
        let recipient = try #require(EnvelopeAddress(address))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask { try await postman.run() }
            postman.send(Parcel(number: 1, sender: nil, recipient: recipient, bytes: bytes))
            try await eventually("it is taken") { network.counts.delivered == 1 }
            group.cancelAll()
        }
        let mails = taken.mails.withLock { $0 }
        #expect(mails.count == copies)
        #expect(mails.allSatisfy { $0.bytes == bytes && $0.sender == nil })
        #expect(mails.allSatisfy { $0.recipients.map(\.address) == [recipient] })
        #expect(network.counts.retried == (address == "romeo@example.org" ? 0 : 1))
    }

    @Test("a server that is told to end does so without an error, and lets go of its connections")
    func ends() async throws {
        let taken = Taken()
        let asked = Mutex(0)
        let policy = SubmissionPolicy(
            name: "mx.example", login: nil,
            fate: {
                asked.withLock { $0 += 1 }
                return taken.network.fate(of: $0, from: $1)
            }, take: { _ in "mail" })
        let server = try await SubmissionServer(host: "127.0.0.1", port: 0, policy: policy)
        let port = server.port
        let run = Task { try await server.run() }
        let parcel = try DeliverySessionTests.parcel()
        let slow = Parcel(
            number: 1, sender: nil, recipient: try #require(EnvelopeAddress("slow@example.org")), bytes: parcel.bytes)
        let deliver = Postman.connecting(host: "127.0.0.1", port: port, name: "a.example", language: .smtp)
        #expect(await deliver(parcel) == .taken)
        let before = asked.withLock { $0 }
        async let broken = deliver(slow)
        try await eventually("the slow mail has a connection of its own") { asked.withLock { $0 } > before }
        run.cancel()
        try await run.value
        if await broken == .taken { Issue.record("the answer came after the end") }
    }

    @Test("where nobody listens, a mail waits and says why")
    func waits() async throws {
        let silent = SilentPort()
        let port = silent.number
        let deliver = Postman.connecting(host: "127.0.0.1", port: port, name: "a.example", language: .smtp)
        let outcome = await deliver(try DeliverySessionTests.parcel())
        guard case .later(let words) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(words.contains("127.0.0.1:\(port)"))
    }
}
