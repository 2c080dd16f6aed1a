// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import SMTP
import Testing

@testable import EmailGateway

/// Mail that came to a bounce address with the right tag, from public reports: what its sender is told.
@Suite struct ReturnedMailCasesTests {
    private static let kinds = ["report-swallowed", "expiry-words", "policy-words", "prose-unknown", "not-bounce"]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "cases/public")

    private static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }
            .filter { name in kinds.contains { name.hasPrefix($0 + "--") } }.sorted()
    }()

    @Test("a case of a public report", arguments: names)
    func publicCase(_ name: String) throws {
        let mail = try String(contentsOf: Self.folder.appending(path: name + ".eml"), encoding: .utf8)
        let expected = try String(contentsOf: Self.folder.appending(path: name + ".expect"), encoding: .utf8)
            .split(separator: "\n").first { $0.hasPrefix("expect:") }
        let wanted = try #require(expected)
        let told = ReturnedMailCase.told(mail)
        if wanted.hasPrefix("expect: a chat message") {
            #expect(told == .chat)
        } else if let condition = wanted.split(separator: " ").last, wanted.contains("with the condition") {
            #expect(told?.condition == String(condition))
        } else {
            #expect(told?.condition != nil, "\(String(describing: told))")
        }
    }

    @Test("none of them is missing")
    func complete() {
        #expect(Self.names.count >= 24)
        for kind in Self.kinds { #expect(Self.names.contains { $0.hasPrefix(kind) }, "\(kind)") }
    }
}

/// What a person is told of a mail that came to the bounce address of a message of theirs.
enum ReturnedMailCase: Equatable {
    case chat
    case report(DeliveryReport.State)

    static let reference = ReportCase.reference

    /// nil where nothing is told, or more than one thing.
    static func told(_ mail: String, from sender: String? = nil) -> ReturnedMailCase? {
        var recipients = MailRecipients()
        recipients.references = [reference]
        let text = mail.replacing("BOUNCE", with: "bounces@example.org")
            .replacing("MSGID", with: Receiving.identity.messageID(for: reference))
        let events = MailReader(options: Receiving.options(), identity: Receiving.identity, now: Receiving.now)
            .events(of: Receiving.mail(text, from: sender), for: recipients)
        guard events.count == 1 else { return nil }
        if events[0].message != nil { return .chat }
        return events[0].report.map { .report($0.state) }
    }

    /// Of the stanza error (design section 8); nil where it is no error.
    var condition: String? {
        switch self {
        case .report(.expired): "remote-server-timeout"
        case .report(.failed(.recipient)), .report(.failed(.full)): "item-not-found"
        case .report(.failed(.policy)), .report(.failed(.content)): "policy-violation"
        case .report(.failed(.optedOut)): "forbidden"
        case .report(.failed(.sender)), .report(.failed(.unknown)): "undefined-condition"
        default: nil
        }
    }
}
