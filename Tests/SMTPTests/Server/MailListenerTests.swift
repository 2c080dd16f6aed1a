// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import NIOCore
import Support
import Testing

@testable import SMTP

@Suite("The mail listener", .patience)
struct MailListenerTests {
    static let message = "MAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nDATA\r\nSubject: x\r\n\r\ntext\r\n.\r\n"
    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    static func settings(
        port: Int = 0, dialect: SessionSettings.Dialect = .smtp, maxSize: Int = 25 << 20,
        tls: ListenerSettings.KeyPair? = nil, _ limits: ListenerLimits = ListenerLimits(),
        session: SessionLimits = SessionLimits()
    ) -> ListenerSettings {
        ListenerSettings(
            host: "127.0.0.1", port: port, dialect: dialect, hostName: "mx.example.org", mailDomain: "example.org",
            maxSize: maxSize, tls: tls, key: "[gateways.mail.listener] listen", limits: limits, sessionLimits: session)
    }

    /// Runs the body with a listener that stops behind it.
    static func withListener(
        _ settings: ListenerSettings = settings(), _ body: (MailListener, Int, RecordingReception) async throws -> Void
    ) async throws {
        let reception = RecordingReception()
        let listener = MailListener(settings, reception: reception, logger: quiet)
        let port = try await listener.bind()
        try await body(listener, port, reception)
        await listener.stop(within: .zero)
        #expect(listener.connections == 0)
    }

    @Test("takes mail over SMTP, several messages a connection")
    func takes() async throws {
        try await Self.withListener { listener, port, reception in
            #expect(port > 0)
            let client = try await MailClient(port: port)
            try await client.send("EHLO client\r\n")
            try await client.expect([220, 250])
            for _ in 0..<3 { try await client.send(Self.message) }
            try await client.send("QUIT\r\n")
            try await client.expect([220, 250] + [250, 250, 354, 250, 250, 250, 354, 250, 250, 250, 354, 250] + [221])
            try await client.expectEnd()
            #expect(reception.mails.count == 3)
            #expect(reception.mails.first?.peer == "127.0.0.1")
            #expect(
                reception.mails.first.map { String(decoding: $0.bytes, as: UTF8.self) } == "Subject: x\r\n\r\ntext\r\n")
        }
    }

    @Test("takes mail over LMTP")
    func lmtp() async throws {
        try await Self.withListener(Self.settings(dialect: .lmtp)) { _, port, reception in
            let client = try await MailClient(port: port)
            let recipients = "RCPT TO:<me@example.org>\r\nRCPT TO:<nobody@example.org>\r\nRCPT TO:<you@example.org>\r\n"
            try await client.send("LHLO x\r\nMAIL FROM:<>\r\n" + recipients + "DATA\r\nx\r\n.\r\n")
            try await client.expect([220, 250, 250, 250, 550, 250, 354, 250, 250])
            #expect(reception.mails.map(\.recipients.count) == [2])
        }
    }

    @Test("takes a large message, and not one that is larger")
    func large() async throws {
        try await Self.withListener(Self.settings(maxSize: 4 << 20)) { _, port, reception in
            let client = try await MailClient(port: port)
            let line = String(repeating: "x", count: 1022) + "\r\n"
            let envelope = "EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nDATA\r\n"
            try await client.send(envelope + String(repeating: line, count: 4096) + ".\r\n")
            try await client.expect([220, 250, 250, 250, 354, 250])
            #expect(reception.mails.map(\.bytes.count) == [4 << 20])
            try await client.send(envelope + String(repeating: line, count: 4097) + ".\r\n")
            try await client.expect([220, 250, 250, 250, 354, 250, 250, 250, 250, 354, 552])
            #expect(reception.mails.count == 1)
        }
    }

    @Test("upgrades to TLS, and forgets what was said before")
    func tls() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (certificate, key) = (folder.appendingPathComponent("c.pem"), folder.appendingPathComponent("k.pem"))
        try Data(TestCertificate.certificate.utf8).write(to: certificate)
        try Data(TestCertificate.key.utf8).write(to: key)
        let pair = ListenerSettings.KeyPair(certificate: certificate.path, key: key.path)
        try await Self.withListener(Self.settings(tls: pair)) { _, port, reception in
            let client = try await MailClient(port: port)
            try await client.send("EHLO x\r\nMAIL FROM:<a@b>\r\nSTARTTLS\r\n")
            try await client.expect([220, 250, 250, 220])
            try await client.startTLS(authority: TestCertificate.authority)
            try await client.send("RCPT TO:<me@example.org>\r\nEHLO x\r\n" + Self.message + "QUIT\r\n")
            try await client.expect([220, 250, 250, 220, 503, 250, 250, 250, 354, 250, 221])
            try await client.expectEnd()
            #expect(reception.mails.map(\.isTLS) == [true])

            let plain = try await MailClient(port: port)
            try await plain.send("STARTTLS\r\nEHLO x\r\n")
            try await plain.expect([220, 501])
            try await plain.expectEnd()
            let silent = try await MailClient(port: port)
            try await silent.send("EHLO x\r\nSTARTTLS\r\n")
            try await silent.expect([220, 250, 220])
            try await silent.send("EHLO x\r\n" + Self.message)
            try await silent.expectEnd()
            #expect(reception.mails.count == 1)
        }
    }

    @Test("tells the reason before it ends a connection that is still sending")
    func lastWords() async throws {
        try await Self.withListener { listener, port, reception in
            let client = try await MailClient(port: port)
            try await client.send("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nDATA\r\nx\n.\r\n")
            client.flood(String(repeating: "x", count: 1 << 20))
            try await client.expect([220, 250, 250, 250, 354, 554])
            try await client.expectEnd()
            #expect(reception.mails.isEmpty)
            try await eventually("nobody is left") { listener.connections == 0 }
        }
    }

    @Test("caps connections, and has room again when one leaves")
    func caps() async throws {
        var limits = ListenerLimits()
        limits.connections = 3
        try await Self.withListener(Self.settings(limits)) { listener, port, _ in
            var clients: [MailClient] = []
            for _ in 0..<3 {
                clients.append(try await MailClient(port: port))
                try await clients.last?.expect([220])
            }
            let refused = try await MailClient(port: port)
            try await refused.expect([421])
            try await refused.expectEnd()
            await clients[0].close()
            try await eventually("it has left") { listener.connections == 2 }
            let taken = try await MailClient(port: port)
            try await taken.expect([220])
        }
    }

    @Test("holds no more than its memory, and lets go of it")
    func memory() async throws {
        var limits = ListenerLimits()
        limits.memory = 1 << 20
        try await Self.withListener(Self.settings(limits)) { _, port, reception in
            reception.hold()
            let half = String(repeating: String(repeating: "x", count: 98) + "\r\n", count: 6000)
            let text = "EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nDATA\r\n" + half + ".\r\n"
            let first = try await MailClient(port: port)
            try await first.send(text)
            try await eventually("it is being stored") { reception.waiting == 1 }
            let second = try await MailClient(port: port)
            try await second.send(text)
            try await second.expect([220, 250, 250, 250, 354, 452])
            // Its memory is in use as long as it is being stored, whether its client is there or not.
            await first.close()
            try await second.send("MAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nDATA\r\n" + half + ".\r\n")
            try await second.expect([220, 250, 250, 250, 354, 452, 250, 250, 354, 452])
            reception.release()
            try await eventually("it is stored") { reception.mails.count == 1 }
            try await second.send("MAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nDATA\r\n" + half + ".\r\n")
            try await second.expect([220, 250, 250, 250, 354, 452, 250, 250, 354, 452, 250, 250, 354, 250])
        }
    }

    @Test("six who fill its memory and then dribble keep nobody out")
    func starvation() async throws {
        var limits = ListenerLimits()
        (limits.memory, limits.tick) = (1 << 20, .milliseconds(10))
        var session = SessionLimits()
        // The seconds are short here, and no other limit of time is meant.
        (session.dataGrace, session.dataIdle, session.message) = (1 << 20, 1 << 20, 1 << 20)
        (session.idle, session.session) = (1 << 20, 1 << 20)
        try await Self.withListener(Self.settings(limits, session: session)) { _, port, reception in
            let envelope = "MAIL FROM:<a@b>\r\nRCPT TO:<me@example.org>\r\nDATA\r\n"
            let line = String(repeating: "x", count: 998) + "\r\n"
            var slow: [MailClient] = []
            for _ in 0..<6 {
                let client = try await MailClient(port: port)
                try await client.send("EHLO x\r\n" + envelope + String(repeating: line, count: 150))
                try await client.expect([220, 250, 250, 250, 354])
                slow.append(client)
            }
            let other = try await MailClient(port: port)
            try await other.send("EHLO x\r\n")
            try await other.expect([220, 250])
            let large = envelope + String(repeating: line, count: 400) + ".\r\n"
            try await eventually("the other's mail is taken") {
                for client in slow { try await client.send("x\r\n") }
                let before = reception.mails.count
                let replies = other.codes.count
                try await other.send(large)
                try await eventually("it is answered") { other.codes.count == replies + 4 }
                return reception.mails.count > before
            }
            for client in slow { try await client.send(".\r\n") }
            try await eventually("they are told, or taken") { slow.allSatisfy { $0.codes.count == 6 } }
            #expect(slow.contains { $0.codes.last == 452 }, "somebody had to make room")
            #expect(slow.allSatisfy { [250, 452].contains($0.codes.last) })
        }
    }

    @Test("ends a silent connection")
    func silence() async throws {
        var limits = ListenerLimits()
        limits.tick = .milliseconds(5)
        var session = SessionLimits()
        session.idle = 3
        try await Self.withListener(Self.settings(limits, session: session)) { _, port, _ in
            let client = try await MailClient(port: port)
            try await client.expect([220, 421])
            try await client.expectEnd()
        }
    }

    @Test("stops when the message in hand is stored")
    func stops() async throws {
        try await Self.withListener { listener, port, reception in
            reception.hold()
            let (busy, idle) = (try await MailClient(port: port), try await MailClient(port: port))
            try await busy.send("EHLO x\r\n" + Self.message + "NOOP\r\n")
            try await idle.send("EHLO x\r\nMAIL FROM:<a@b>\r\n")
            try await eventually("it is being stored") { reception.waiting == 1 }
            try await idle.expect([220, 250, 250])
            async let stopped: Void = listener.stop(within: .seconds(20))
            try await idle.expect([220, 250, 250, 421])
            #expect(!busy.isClosed)
            reception.release()
            try await busy.expect([220, 250, 250, 250, 354, 250, 421])
            await idle.close()
            await busy.close()
            await stopped
            #expect(reception.mails.count == 1)
            await #expect(throws: (any Error).self) { try await MailClient(port: port) }
        }
    }

    @Test("survives hundreds of connections at once")
    func hundreds() async throws {
        var limits = ListenerLimits()
        limits.connections = 100
        try await Self.withListener(Self.settings(limits)) { listener, port, reception in
            let clients = try await withThrowingTaskGroup(of: MailClient.self) { group in
                for _ in 0..<400 { group.addTask { try await MailClient(port: port) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await eventually("all are answered") { clients.allSatisfy { !$0.codes.isEmpty } }
            #expect(clients.count { $0.codes == [220] } == 100)
            #expect(clients.count { $0.codes == [421] } == 300)
            for client in clients { await client.close() }
            try await eventually("all have left") { listener.connections == 0 }
            let client = try await MailClient(port: port)
            try await client.send("EHLO x\r\n" + Self.message)
            try await client.expect([220, 250, 250, 250, 354, 250])
            #expect(reception.mails.count == 1)
        }
    }

    @Test("says in one sentence why it cannot listen")
    func failures() async throws {
        try await Self.withListener { _, port, reception in
            let second = MailListener(Self.settings(port: port), reception: reception, logger: Self.quiet)
            let failure = await #expect(throws: ListenFailure.self) { try await second.bind() }
            #expect(
                failure?.sentence == "port \(port) of 127.0.0.1 is in use: stop the program that has it, or change "
                    + "[gateways.mail.listener] listen")
        }
        let pair = ListenerSettings.KeyPair(certificate: "/no/such.pem", key: "/no/key.pem")
        let listener = MailListener(Self.settings(tls: pair), reception: RecordingReception(), logger: Self.quiet)
        let failure = await #expect(throws: ListenFailure.self) { try await listener.bind() }
        #expect(failure?.sentence.contains("/no/such.pem") == true)
    }
}
