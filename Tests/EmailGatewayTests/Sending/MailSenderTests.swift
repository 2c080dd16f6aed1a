// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import MIME
import SMTP
import Support
import Testing
import Transfer

@testable import EmailGateway

/// From a message to what the mail server gets.
@Suite(.patience) struct MailSenderTests {
    private struct Sent {
        let result: SendResult
        let commands: [String]
        let mail: ParsedMail?
        let requests: [HTTPRequest]

        var fields: HeaderFields? { mail?.root.fields }
        /// The commands of the envelope.
        var envelope: [String] { commands.filter { $0.hasPrefix("MAIL") || $0.hasPrefix("RCPT") } }
    }

    private static func message(
        to: String = "bob@example.com", text: String = "Hello Bob", media: [String] = [],
        _ change: (inout OutgoingMessage) -> Void = { _ in }
    ) -> OutgoingMessage {
        var message = OutgoingMessage(
            reference: "r1-A_b", from: Receiving.alice, to: Address(to), text: text, media: media)
        message.fromName = "Alice Ängström"
        message.writtenAt = Receiving.now
        message.thread = ThreadPlace(networkID: "<r1-A_b@example.org>", subject: "Grüße")
        change(&message)
        return message
    }

    private func send(
        _ message: OutgoingMessage, web: ScriptedTransport = ScriptedTransport(), answers: [String: String] = [:],
        offers: [String] = ["PIPELINING", "8BITMIME", "DSN", "SMTPUTF8"]
    ) async throws -> Sent {
        let server = try await PlayedMailServer(offers: offers, answers: answers)
        let client = SubmissionClient(
            SubmissionSettings(host: "127.0.0.1", port: server.port, startTLS: .off, ehloName: "us.example.org"))
        let sender = MailSender(
            identity: Receiving.identity, client: client,
            files: LinkedFileCache(AttachmentFetcher(transport: web, time: SystemTime())))
        let result = await sender.send(message, now: Receiving.now + 60)
        await client.close()
        let seen = server.seen
        await server.stop()
        #expect(seen.messages.count <= 1)
        return Sent(
            result: result, commands: seen.commands, mail: seen.messages.first.map { ParsedMail.parse($0) },
            requests: web.requests)
    }

    @Test("from the person's own address, to one, with an address of its own for failures")
    func plain() async throws {
        let sent = try await send(Self.message())
        #expect(sent.result == .accepted(id: "250 2.0.0 Ok: queued as 4ABC", parts: nil, reportFollows: true))
        #expect(sent.envelope.count == 2)
        #expect(sent.envelope[0].hasPrefix("MAIL FROM:<bounces+r1-A_b-624809879ea052cc@example.org>"))
        #expect(sent.envelope[0].contains("ENVID=r1-A_b"))
        #expect(sent.envelope[1].hasPrefix("RCPT TO:<bob@example.com>"))
        #expect(sent.envelope[1].contains("NOTIFY=SUCCESS,FAILURE,DELAY"))
        let fields = try #require(sent.fields)
        #expect(fields.from == [Mailbox(displayName: "Alice Ängström", address: "alice@example.org")])
        #expect(fields.to.map(\.address) == ["bob@example.com"])
        #expect(fields.subject == "Grüße")
        #expect(fields.messageID == "<r1-A_b@example.org>")
        #expect(fields.date == Receiving.now, "the same for every attempt")
        #expect(fields.inReplyTo.isEmpty && fields.references.isEmpty && fields.cc.isEmpty)
        #expect(fields["Disposition-Notification-To"] == nil && fields["Bcc"] == nil)
        #expect(sent.mail?.leaves.map(\.text) == ["Hello Bob\n"] || sent.mail?.leaves.map(\.text) == ["Hello Bob"])
        #expect(sent.requests.isEmpty)
    }

    @Test("every copy, every attempt and every start send the file that was fetched once")
    func fetchedOnce() async throws {
        let link = "https://files.example/cat.png"
        let web = ScriptedTransport([link: ScriptedTransport.file([1, 2, 3])])
        let kept = KeptFetches()
        let people = ["bob@example.com", "carol@example.net", "dave@example.net"]
        // The server is busy twice; each round is a gateway that has just been started.
        for (round, answer) in ["451 4.7.1 Later", "452 4.3.1 Full", nil].enumerated() {
            for person in people {
                let message = Self.message(to: person, media: [link]) { $0.fetched = kept }
                let sent = try await send(message, web: web, answers: answer.map { ["RCPT": $0] } ?? [:])
                if case .accepted = sent.result {
                    #expect(round == 2)
                    #expect(sent.mail?.leaves.map(\.bytes).contains([1, 2, 3]) == true, "\(person)")
                } else {
                    #expect(round < 2, "\(sent.result)")
                }
            }
        }
        #expect(web.requests.count == 1)
    }

    @Test(
        "a server that replaced the Message-ID is noticed; one that repeats ours, or names an address, is not",
        arguments: [
            ("250 2.0.0 OK <AM0PR01@a.example.com> [Hostname=a]", "<AM0PR01@a.example.com>"),
            ("250 2.6.0 <r1-A_b@example.org> [InternalId=1] Queued mail for delivery", nil),
            ("250 2.1.5 <bob@example.com> taken", nil), ("250 2.1.5 <alice@example.org> may send", nil),
            ("250 2.0.0 Ok: queued as 4XyzAbC123z2", nil),
        ] as [(String, String?)])
    func replacedID(_ words: String, _ id: String?) async throws {
        let sent = try await send(Self.message(), answers: [".": words])
        #expect(sent.result == .accepted(id: words, parts: nil, reportFollows: true, networkID: id))
    }

    @Test("where the server knows no reports, none follows, and none is asked for")
    func withoutReports() async throws {
        let sent = try await send(Self.message(), offers: ["PIPELINING"])
        #expect(sent.result == .accepted(id: "250 2.0.0 Ok: queued as 4ABC", parts: nil, reportFollows: false))
        #expect(sent.envelope.allSatisfy { !$0.contains("NOTIFY") && !$0.contains("ENVID") })
    }

    @Test("its place in the thread")
    func thread() async throws {
        let sent = try await send(
            Self.message {
                $0.thread.inReplyTo = "<b@example.com>"
                $0.thread.ancestors = ["<a@example.com>", "<b@example.com>", "<c@example.com>"]
            })
        #expect(sent.fields?.inReplyTo == ["<b@example.com>"])
        #expect(sent.fields?.references == ["<a@example.com>", "<c@example.com>", "<b@example.com>"])
        let beginning = try await send(Self.message { $0.thread.ancestors = ["<a@example.com>"] })
        #expect(beginning.fields?.references == [], "what answers nothing names nobody")
    }

    @Test(
        "each recipient gets a copy that names all but the unseen",
        arguments: [
            (Recipient.Role.to, ["bob@example.com", "carol@example.net"], ["dave@example.net"]),
            (.cc, ["carol@example.net"], ["bob@example.com", "dave@example.net"]),
            (.bcc, ["carol@example.net"], ["dave@example.net"]),
        ])
    func roles(role: Recipient.Role, to: [String], cc: [String]) async throws {
        let sent = try await send(
            Self.message {
                $0.role = role
                $0.others = [
                    Recipient(Address("carol@example.net"), name: "Carol", role: .to),
                    Recipient(Address("dave@example.net"), role: .cc),
                ]
            })
        #expect(sent.fields?.to.map(\.address) == to)
        #expect(sent.fields?.cc.map(\.address) == cc)
        #expect(sent.fields?["Bcc"] == nil)
        #expect(sent.fields?.to.contains { $0.displayName == "Carol" } == true)
        #expect(sent.commands.filter { $0.hasPrefix("RCPT") }.count == 1, "the others get copies of their own")
    }

    @Test("an unseen recipient alone")
    func blindCopy() async throws {
        let sent = try await send(Self.message { $0.role = .bcc })
        #expect(sent.fields?["To"] == "undisclosed-recipients:;")
        #expect(sent.envelope.last?.hasPrefix("RCPT TO:<bob@example.com>") == true)
    }

    @Test(
        "a read receipt is asked for where the person wants one, and the client can show it",
        arguments: [
            (true, "yes", true), (true, "no", false), (true, nil, false), (false, "yes", false),
        ] as [(Bool, String?, Bool)])
    func readReceipts(isMarkable: Bool, setting: String?, isAskedFor: Bool) async throws {
        let sent = try await send(
            Self.message {
                $0.wantsDisplayed = isMarkable
                $0.settings = setting.map { ["read_receipts": $0] } ?? [:]
            })
        #expect(
            sent.fields?.mailboxes("Disposition-Notification-To").map(\.address)
                == (isAskedFor ? ["bounces+r1-A_b-624809879ea052cc@example.org"] : []))
    }

    @Test("files go along; what cannot be had stays a link below the text")
    func attachments() async throws {
        let web = ScriptedTransport([
            "https://up.example.org/a.png": ScriptedTransport.file([1, 2]),
            "https://up.example.org/c.pdf": ScriptedTransport.file([3], "application/pdf"),
        ])
        let links = ["https://up.example.org/a.png", "https://up.example.org/b.png", "https://up.example.org/c.pdf"]
        let sent = try await send(Self.message(media: links), web: web)
        let leaves = try #require(sent.mail?.leaves)
        #expect(leaves.map(\.contentType.essence) == ["text/plain", "image/png", "application/pdf"])
        #expect(leaves.map(\.fileName) == [nil, "a.png", "c.pdf"])
        #expect(leaves.map(\.bytes).suffix(2) == [[1, 2], [3]])
        #expect(leaves[0].text.split(separator: "\n") == ["Hello Bob", "https://up.example.org/b.png"])
        #expect(sent.requests.count == 3)
    }

    @Test("a file that makes the mail too large for the server stays a link")
    func tooLarge() async throws {
        let link = "https://up.example.org/film.mp4"
        let web = ScriptedTransport([link: ScriptedTransport.file([UInt8](repeating: 7, count: 200_000), "video/mp4")])
        let sent = try await send(Self.message(media: [link]), web: web, offers: ["PIPELINING", "SIZE 100000"])
        #expect(sent.result.problem == nil, "\(sent.result)")
        let leaves = try #require(sent.mail?.leaves)
        #expect(leaves.map(\.contentType.essence) == ["text/plain"])
        #expect(leaves[0].text.split(separator: "\n").map(String.init) == ["Hello Bob", link])
    }

    @Test("a line that is nothing but the link to an upload is a file; every other link is left alone")
    func uploads() async throws {
        let web = ScriptedTransport([
            "https://up.example.org/a/cat.PNG?v=1": ScriptedTransport.file([1, 2]),
            "https://up.example.org/login.pdf": ScriptedTransport.file([3], "text/html; charset=utf-8"),
            "https://up.example.org/b.ogg": ScriptedTransport.file([4], "audio/ogg"),
        ])
        let text = """
            Look:
            https://up.example.org/a/cat.PNG?v=1
            https://up.example.org/login.pdf
            https://up.example.org/gone.zip
            see https://up.example.org/a/other.png
            https://up.example.org/unsubscribe?file=a.png
            https://up.example.org/b.ogg
            """
        let sent = try await send(Self.message(text: text, media: ["https://up.example.org/b.ogg"]), web: web)
        let leaves = try #require(sent.mail?.leaves)
        #expect(leaves.map(\.fileName) == [nil, "b.ogg", "cat.PNG"])
        #expect(
            leaves[0].text.split(separator: "\n") == [
                "Look:", "https://up.example.org/login.pdf", "https://up.example.org/gone.zip",
                "see https://up.example.org/a/other.png", "https://up.example.org/unsubscribe?file=a.png",
            ])
        #expect(
            sent.requests.map(\.url) == [
                "https://up.example.org/b.ogg", "https://up.example.org/a/cat.PNG?v=1",
                "https://up.example.org/login.pdf", "https://up.example.org/gone.zip",
            ])
    }

    @Test("more links than a stanza holds are not fetched")
    func manyUploads() async throws {
        let links = (1...40).map { "https://up.example.org/\($0).png" }
        let sent = try await send(Self.message(text: links.joined(separator: "\n")))
        #expect(sent.requests.count == EmailGateway.mostAttachments)
        #expect(sent.mail?.leaves.first?.text.split(separator: "\n").map(String.init) == links)
    }

    @Test("a mail stays one that most mailboxes take: what is too much for it stays a link")
    func heavyAttachments() async throws {
        let size = 8 << 20
        let links = ["https://u.example/1", "https://u.example/2", "https://u.example/3", "https://u.example/4"]
        var answers: [String: HTTPResponse] = [:]
        for link in links { answers[link] = ScriptedTransport.file([UInt8](repeating: 7, count: size)) }
        answers[links[3]] = ScriptedTransport.file([1])
        let sent = try await send(Self.message(text: "", media: links), web: ScriptedTransport(answers))
        let leaves = try #require(sent.mail?.leaves)
        #expect(leaves.map(\.fileName) == [nil, "1.png", "2.png", "4.png"])
        #expect(leaves[0].text.split(separator: "\n") == ["https://u.example/3"])
    }

    @Test("the report of a failure comes from nobody, and names what it is about")
    func failureReport() async throws {
        let sent = try await send(
            Self.message {
                $0.purpose = .failureReport(
                    FailedDelivery(
                        networkID: "<m1@example.com>", subject: "Lunch", arrivedAt: Receiving.now,
                        reason: "The recipient's mailbox is full."))
            })
        #expect(sent.envelope[0].hasPrefix("MAIL FROM:<>"))
        #expect(sent.envelope.allSatisfy { !$0.contains("NOTIFY") && !$0.contains("ENVID") })
        #expect(sent.envelope[1].hasPrefix("RCPT TO:<bob@example.com>"))
        #expect(sent.fields?["Auto-Submitted"] == "auto-replied")
        #expect(sent.fields?.inReplyTo == ["<m1@example.com>"])
        let identity = MessageIdentity(mailDomain: "example.com", secret: "x")
        let notice = try #require(
            sent.mail.flatMap { ReturnedMail.read($0, for: identity, ReportCase.toPerson)?.first })
        #expect(
            notice.originalMessageID == "<m1@example.com>" && notice.recipient == "alice@example.org"
                && notice.state == .failed)
    }

    @Test(
        "what the server says, as the outbox knows it",
        arguments: [
            ("RCPT", "550 5.1.1 No such user", .permanent(.recipient, "550 5.1.1 No such user")),
            ("RCPT", "451 4.7.1 Greylisted", .temporary("451 4.7.1 Greylisted", retryAfter: nil)),
            ("RCPT", "552 5.2.2 Full", .permanent(.full, "552 5.2.2 Full")),
            ("RCPT", "554 5.7.1 Relay access denied", .account("554 5.7.1 Relay access denied")),
            ("RCPT", "554 Transaction failed", .permanent(.unknown, "554 Transaction failed")),
            ("RCPT", "550 5.7.1 Blocked", .permanent(.policy, "550 5.7.1 Blocked")),
            (".", "552 5.3.4 Too big", .permanent(.content, "552 5.3.4 Too big")),
            (".", "554 5.6.0 Bad content", .permanent(.content, "554 5.6.0 Bad content")),
            (".", "452 4.3.1 Disk full", .temporary("452 4.3.1 Disk full", retryAfter: nil)),
        ] as [(String, String, SendResult)])
    func refusals(verb: String, answer: String, expected: SendResult) async throws {
        #expect(try await send(Self.message(), answers: [verb: answer]).result == expected)
    }

    @Test("a server that is not there is tried again")
    func unreachable() async throws {
        let server = try await PlayedMailServer()
        await server.stop()
        let client = SubmissionClient(
            SubmissionSettings(host: "127.0.0.1", port: server.port, startTLS: .off, ehloName: "us.example.org"))
        let sender = MailSender(
            identity: Receiving.identity, client: client,
            files: LinkedFileCache(AttachmentFetcher(transport: ScriptedTransport(), time: SystemTime())))
        guard case .temporary(let sentence, nil) = await sender.send(Self.message(), now: Receiving.now) else {
            Issue.record("not temporary")
            return
        }
        #expect(sentence.contains("127.0.0.1:\(server.port)"))
        await client.close()
    }

    @Test("an address outside ASCII goes where the server takes it, and is refused in words where not")
    func international() async throws {
        let message = Self.message(to: "jürgen@example.com")
        let sent = try await send(message)
        #expect(sent.envelope.last?.hasPrefix("RCPT TO:<jürgen@example.com>") == true)
        #expect(sent.envelope.first?.contains("SMTPUTF8") == true)
        let refused = try await send(message, offers: ["PIPELINING", "8BITMIME"])
        guard case .permanent(_, let words, _) = refused.result else {
            Issue.record("\(refused.result)")
            return
        }
        #expect(!words.isEmpty && refused.mail == nil)
    }

    @Test("nothing that anybody wrote adds a field or a recipient", arguments: OutgoingMailTests.injections)
    func injection(evil: String) async throws {
        let sent = try await send(
            Self.message(text: evil, media: ["https://a.example/\(evil)"]) {
                $0.fromName = evil
                $0.thread = ThreadPlace(networkID: evil, inReplyTo: evil, ancestors: [evil], subject: evil)
                $0.others = [Recipient(Address(evil), name: evil, role: .cc)]
            })
        #expect(sent.envelope.count == 2 && sent.commands.allSatisfy { !$0.contains("victim") })
        #expect(sent.fields?["Bcc"] == nil)
        #expect(sent.fields?.to.map(\.address) == ["bob@example.com"])
        #expect(sent.fields?.from.map(\.address) == ["alice@example.org"])
    }

    @Test("an address that fits in no envelope is refused before anybody is called")
    func unwritable() async throws {
        let sent = try await send(Self.message(to: "bob\r\nRCPT TO:<x@example.net>@example.com"))
        guard case .permanent(.recipient, _, _) = sent.result else {
            Issue.record("\(sent.result)")
            return
        }
        #expect(sent.commands.isEmpty)
    }
}
