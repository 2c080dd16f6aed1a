// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import EmailGateway

/// The cases of threads are told in words; here stands what of them is the mail gateway's to know. That the bridge acts on it
/// is proved by its own `ThreadSearchTests`.
@Suite struct ThreadCasesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("cases/public")

    /// The subject of Bob's answer, in the second step of each case.
    static let subjects: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let cases = files.filter { $0.hasPrefix("thread-subject--") && $0.hasSuffix(".txt") }.sorted()
        return cases.compactMap { name in
            let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            let parts = text?.split(separator: "\n").first { $0.hasPrefix("2. ") }?.split(separator: "'") ?? []
            return parts.count > 1 ? String(parts[1]) : nil
        }
    }()

    @Test("an answer's subject is no news", arguments: subjects)
    func subject(_ subject: String) {
        #expect(SubjectLine.rule.isAnswer(subject) && SubjectLine.rule.topic(of: subject) == "tea")
        #expect(SubjectLine.rule.continues("Re: Tea", with: subject))
    }

    @Test func `there are cases`() { #expect(Self.subjects.count == 5) }

    @Test("an id that Amazon gave is known by its answer") func rewritten() {
        let words = "250 Ok 010f0198aa11-bb22-cc33-000000"
        let id = "<010f0198aa11-bb22-cc33-000000@eu-west-1.amazonses.com>"
        #expect(AssignedMessageID.names.areNamed(by: id, in: words))
        #expect(AssignedMessageID.id(in: words, host: "email-smtp.eu-west-1.amazonaws.com") == id)
    }
}
