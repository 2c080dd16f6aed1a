// SPDX-License-Identifier: Apache-2.0

import Foundation
import MIME
import SMTP
import Support
import Synchronization
import Testing

@testable import postern_simulator

@Suite struct PostOfficeTests {
    /// Plays Postern's listener: keeps what comes, and answers the first ones with `outcomes`.
    final class Listener: Sendable {
        let parcels = Mutex<[Parcel]>([])
        private let outcomes: [DeliverySession.Outcome]

        init(_ outcomes: [DeliverySession.Outcome] = []) {
            self.outcomes = outcomes
        }

        func take(_ parcel: Parcel) -> DeliverySession.Outcome {
            parcels.withLock {
                $0.append(parcel)
                return $0.count <= outcomes.count ? outcomes[$0.count - 1] : .taken
            }
        }

        /// Each as `sender>recipient`.
        var routes: [String] {
            parcels.withLock { $0.map { "\($0.sender?.description ?? "")>\($0.recipient)" } }
        }
    }

    /// Runs an office whose mail goes to `listener`.
    static func run(
        _ listener: Listener, _ body: @escaping @Sendable (PostOffice) async throws -> Void
    ) async throws {
        let network = MailNetwork(keep: 100)
        let postman = Postman(network: network) { listener.take($0) }
        let office = PostOffice(name: "mx.example", domains: ["example.org"], network: network, postman: postman)
        var faults = MailFaults()
        faults.reportDelayMilliseconds = 0
        network.set(faults, for: nil)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await postman.run() }
            defer { group.cancelAll() }
            try await body(office)
        }
    }

    static func submitted(
        from sender: String? = "bounces+1@example.org", to recipients: [String],
        notify: RecipientParameters.Notifications? = [.success]
    ) throws -> SubmittedMail {
        SubmittedMail(
            sender: sender.flatMap { EnvelopeAddress($0) }, parameters: MailParameters(envelopeID: "r-1"),
            recipients: try recipients.map {
                SubmittedRecipient(
                    address: try #require(EnvelopeAddress($0)), parameters: RecipientParameters(notify: notify))
            },
            bytes: Array("From: romeo@example.org\r\nTo: bob@outside.example\r\nSubject: hi\r\n\r\nhello\r\n".utf8))
    }

    @Test("a mail is in the mailbox, and its sender gets the report")
    func takes() async throws {
        let listener = Listener()
        try await Self.run(listener) { office in
            let name = office.take(try Self.submitted(to: ["Bob@outside.example"]))
            try await eventually("the report is taken") { office.network.counts.delivered == 1 }
            let mails = office.network.mails { $0.mailboxes.contains("bob@outside.example") }
            #expect(mails.map(\.direction) == [.toWorld, .report])
            #expect(mails.first?.name == name)
            let bob = SimulatedMail.Recipient(address: "Bob@outside.example", state: .delivered, notify: "SUCCESS")
            #expect(mails.first?.recipients == [bob])
        }
        #expect(listener.routes == [">bounces+1@example.org"])
    }

    static let unreported: [(String?, RecipientParameters.Notifications?)] = [
        (nil, [.success]), ("romeo@example.org", nil), ("romeo@example.org", []), ("romeo@example.org", [.failure]),
    ]

    @Test("nobody gets a report who asked for none", arguments: unreported)
    func reportsNothing(sender: String?, notify: RecipientParameters.Notifications?) async throws {
        try await Self.run(Listener()) { office in
            _ = office.take(try Self.submitted(from: sender, to: ["bob@outside.example"], notify: notify))
            #expect(office.network.counts.taken == 1)
            #expect(office.network.counts.reported == 0)
        }
    }

    @Test("a mail between two of Postern's own comes back to it")
    func returnsOwnMail() async throws {
        let listener = Listener()
        try await Self.run(listener) { office in
            let mail = try Self.submitted(
                from: "romeo@example.org", to: ["juliet@Example.org", "bob@outside.example"], notify: [])
            _ = office.take(mail)
            try await eventually("juliet has it") { office.network.counts.delivered == 1 }
            #expect(office.network.mails { _ in true }.map(\.mailboxes) == [["bob@outside.example"]])
            #expect(listener.parcels.withLock { $0.map(\.bytes) } == [mail.bytes])
        }
        #expect(listener.routes == ["romeo@example.org>juliet@example.org"])
    }

    @Test("an answer goes to Postern until it is taken, in the question's thread")
    func answers() async throws {
        let listener = Listener([.later("421 busy"), .later("421 busy")])
        try await Self.run(listener) { office in
            let name = office.take(try Self.submitted(to: ["bob@outside.example"], notify: []))
            var draft = LetterDraft()
            draft.text = "hello too"
            let answer = try office.write(
                draft, from: "bob@outside.example", answering: office.network.mail(named: name))
            #expect(answer.recipients.map(\.state) == [.queued])
            try await eventually("it is taken") { office.network.counts.delivered == 1 }
            #expect(office.network.mail(named: answer.name)?.recipients.map(\.state) == [.delivered])
            #expect(office.network.counts.retried == 2)
            let fields = ParsedMail.parse(answer.bytes).root.fields
            #expect(fields["Authentication-Results"] == "mx.example; dmarc=pass header.from=outside.example")
            #expect(fields.subject == "Re: hi")
        }
        #expect(Set(listener.routes) == ["bob@outside.example>romeo@example.org"])
        #expect(listener.routes.count == 3)
    }

    @Test("what Postern refuses says why")
    func showsRefusals() async throws {
        try await Self.run(Listener([.refused("550 5.1.1 unknown")])) { office in
            var draft = LetterDraft()
            draft.to = try ["nobody@example.org", "carol@outside.example"].map { try LetterTests.mailbox($0) }
            draft.isAuthenticated = false
            let mail = try office.write(draft, from: "bob@outside.example")
            try await eventually("it is refused") { office.network.counts.bounced == 1 }
            let recipients = office.network.mail(named: mail.name)?.recipients ?? []
            #expect(recipients.map(\.state) == [.failed, .delivered])
            #expect(recipients.map(\.words) == ["550 5.1.1 unknown", ""])
            #expect(mail.mailboxes == ["bob@outside.example", "carol@outside.example"])
            #expect(String(decoding: mail.bytes, as: UTF8.self).contains("dmarc=fail"))
        }
    }

    @Test("a mail may be sent as it stands")
    func sendsRaw() async throws {
        let listener = Listener()
        try await Self.run(listener) { office in
            var draft = LetterDraft()
            draft.to = [try LetterTests.mailbox("romeo@example.org")]
            draft.raw = Array("Subject: as it is\r\n\r\n\u{1}".utf8)
            _ = try office.write(draft, from: "bob@outside.example")
            try await eventually("it is taken") { office.network.counts.delivered == 1 }
        }
        let sent = listener.parcels.withLock { $0.map { String(decoding: $0.bytes, as: UTF8.self) } }
        #expect(sent.count == 1)
        #expect(sent.first?.hasSuffix("\r\nSubject: as it is\r\n\r\n\u{1}") == true)
    }

    @Test("a draft needs an author and a recipient")
    func refuses() async throws {
        try await Self.run(Listener()) { office in
            var draft = LetterDraft()
            #expect(throws: DraftProblem.noRecipient) { try office.write(draft, from: "bob@outside.example") }
            draft.to = [try LetterTests.mailbox("romeo@example.org")]
            #expect(throws: DraftProblem.author) { try office.write(draft, from: "bob") }
            #expect(office.network.counts == MailCounts())
        }
    }
}
