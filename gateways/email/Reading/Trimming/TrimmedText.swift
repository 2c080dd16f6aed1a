// SPDX-License-Identifier: Apache-2.0

/// A text without the mail that it answers and without its signature. Never trims everything.
struct TrimmedText {
    let lines: [String]
    let isTrimmed: Bool

    /// Longer quotes between answers are cut to their last lines, which the answer is about.
    static let quotedLines = 10
    private static let keptQuotedLines = 6
    /// A signature may stand behind the history, and another history behind that.
    private static let rounds = 3

    init(_ lines: [String], isForward: Bool) {
        guard !isForward, !QuotedHistory.isForward(lines) else {
            (self.lines, isTrimmed) = (lines, false)
            return
        }
        var kept = lines[...]
        for _ in 0..<Self.rounds {
            let before = kept.count
            kept = Self.unlessEmpty(QuotedHistory.cut(kept), kept)
            kept = Self.unlessEmpty(Signature.cut(kept), kept)
            if kept.count == before { break }
        }
        let short = kept.contains { !$0.isEmpty && !$0.hasPrefix(">") } ? Self.shorteningQuotes(kept) : Array(kept)
        self.lines = short
        isTrimmed = short.count < lines.count
    }

    private static func unlessEmpty(_ cut: ArraySlice<String>, _ whole: ArraySlice<String>) -> ArraySlice<String> {
        guard let last = cut.lastIndex(where: { !$0.isEmpty }) else { return whole }
        return cut[...last]
    }

    private static func shorteningQuotes(_ lines: ArraySlice<String>) -> [String] {
        var result: [String] = []
        var rest = lines
        while let first = rest.first {
            let run = rest.prefix { $0.hasPrefix(">") == first.hasPrefix(">") }
            rest = rest.dropFirst(run.count)
            if first.hasPrefix(">"), run.count > quotedLines {
                result.append("> […]")
                result += run.suffix(keptQuotedLines)
            } else {
                result += run
            }
        }
        return result
    }
}
