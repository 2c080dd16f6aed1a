// SPDX-License-Identifier: Apache-2.0

/// The provider's words on a report, fit for an operator's listing.
enum ReportDetail {
    /// Characters of it that are kept.
    static let maximumLength = 200

    /// `30003: unreachable`; nil where there is neither code nor words.
    static func text(code: String?, words: String?) -> String? {
        let words = words.map { withoutMessage(beginning(of: $0)) }
        let parts = [code.map(beginning), words].compactMap { $0.map(oneLine) }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : String(parts.joined(separator: ": ").prefix(maximumLength))
    }

    /// What is read of the words: the rest would be cut off in any case, and the same words may belong to a thousand reports
    /// of one request.
    static func beginning(of words: String) -> String { String(words.unicodeScalars.prefix(4 * maximumLength)) }

    /// An SMPP receipt (SMPP 3.4 appendix B) ends in `text:` and the beginning of the message, which is nobody's
    /// business.
    static func withoutMessage(_ words: String) -> String {
        var kept: [Substring] = []
        for word in words.split(separator: " ", omittingEmptySubsequences: false) {
            if word.utf8.prefix(5).elementsEqual("text:".utf8, by: { $0 | 0x20 == $1 | 0x20 }) { break }
            kept.append(word)
        }
        return kept.joined(separator: " ")
    }

    private static func oneLine(_ text: String) -> String {
        let printable = text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? " " : $0 }
        guard let first = printable.firstIndex(where: { $0 != " " }),
            let last = printable.lastIndex(where: { $0 != " " })
        else { return "" }
        return String(String.UnicodeScalarView(printable[first...last]))
    }
}
