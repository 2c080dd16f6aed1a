// SPDX-License-Identifier: Apache-2.0

/// The provider's words on a report, fit for an operator's listing.
enum ReportDetail {
    /// Characters of it that are kept.
    static let maximumLength = 200

    /// `30003: unreachable`; nil where there is neither code nor words.
    static func text(code: String?, words: String?) -> String? {
        let words = words.map(withoutMessage)
        let parts = [code, words].compactMap { $0.map(oneLine) }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : String(parts.joined(separator: ": ").prefix(maximumLength))
    }

    /// An SMPP receipt (SMPP 3.4 appendix B) ends in `text:` and the beginning of the message, which is nobody's
    /// business.
    static func withoutMessage(_ words: String) -> String {
        var kept: [Substring] = []
        for word in words.split(separator: " ", omittingEmptySubsequences: false) {
            if word.lowercased().hasPrefix("text:") { break }
            kept.append(word)
        }
        return kept.joined(separator: " ")
    }

    private static func oneLine(_ text: String) -> String {
        let printable = text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? " " : Character($0) }
        let line = String(printable).drop { $0 == " " }
        return String(
            line.prefix(line.lastIndex { $0 != " " }.map { line.distance(from: line.startIndex, to: $0) + 1 } ?? 0))
    }
}
