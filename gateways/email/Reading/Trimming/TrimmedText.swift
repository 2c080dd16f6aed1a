// SPDX-License-Identifier: Apache-2.0

/// A text without the mail that it answers and without its signature. Never trims everything, nor what is handed on, nor
/// the quotes of a mail that answers nothing.
struct TrimmedText {
    let lines: [String]
    let isTrimmed: Bool
    /// More than a signature was.
    let hasHistory: Bool

    /// A signature may stand behind the history, and another history behind that.
    private static let rounds = 3

    /// - Parameters:
    ///   - isHTML: the lines come from a page, where a quote need not be history.
    ///   - isInterleaved: answers stand within what else would be history.
    init(_ lines: [String], _ relation: MailRelation, isHTML: Bool = false, isInterleaved: Bool = false) {
        let history = QuotedHistory(lines[...], relation, isHTML: isHTML)
        let finding = relation.kind == .forward || isInterleaved ? .handedOn : history.finding()
        guard finding != .handedOn else {
            (self.lines, isTrimmed, hasHistory) = (lines, false, false)
            return
        }
        var kept = lines[...]
        var hasHistory = false
        for round in 0..<Self.rounds {
            let before = kept.count
            let history = round == 0 ? history : QuotedHistory(kept, relation, isHTML: isHTML)
            kept = Self.unlessEmpty(history.cut(round == 0 ? finding : history.finding()), kept)
            hasHistory = hasHistory || kept.count < before
            kept = Self.unlessEmpty(Signature.cut(kept, relation), kept)
            if kept.count == before { break }
        }
        self.lines = Array(kept)
        self.hasHistory = hasHistory
        isTrimmed = kept.count < lines.count
    }

    /// What is only drawn is no text.
    private static func unlessEmpty(_ cut: ArraySlice<String>, _ whole: ArraySlice<String>) -> ArraySlice<String> {
        guard let last = cut.lastIndex(where: { !$0.isEmpty }),
            cut.contains(where: { !$0.isEmpty && !HistoryMark.isDrawn($0) })
        else { return whole }
        return cut[...last]
    }
}
