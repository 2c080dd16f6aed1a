// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import EmailGateway

/// Single sentences by which servers give their reason, in the languages of the lists: `cases/reports/reasons.tsv`, a reason
/// and a sentence a line.
@Suite struct ReasonSentencesTests {
    private static let sentences: [(reason: String, text: String)] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "cases/reports/reasons.tsv")
        let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.compactMap { line in
            let cells = line.split(separator: "\t", maxSplits: 1).map(String.init)
            return cells.count == 2 ? (cells[0], cells[1]) : nil
        }
    }()

    @Test("a sentence says what it says")
    func reasons() {
        #expect(Self.sentences.count > 450)
        for (reason, text) in Self.sentences { #expect(Self.reason(of: text) == reason, "\(text)") }
    }

    @Test("each of the reasons is among them", arguments: ["recipient", "full", "policy", "content", "expired"])
    func all(_ reason: String) {
        #expect(Self.sentences.filter { $0.reason == reason }.count >= 30)
    }

    private static func reason(of text: String) -> String {
        let said = DiagnosticWords(text)
        let meaning = FailureEvidence(status: said.status, code: said.code, words: said.text).meaning
        if StatusMeaning.isExpiry(meaning) { return "expired" }
        switch StatusMeaning.rejection(meaning) {
        case .recipient: return "recipient"
        case .full: return "full"
        case .policy: return "policy"
        case .content: return "content"
        default: return "unknown"
        }
    }
}
