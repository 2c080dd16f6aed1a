// SPDX-License-Identifier: Apache-2.0

/// Finds the mail that an answer carries behind itself.
struct QuotedHistory {
    enum Finding: Equatable {
        /// A mail is handed on: all of it is what the sender wants to be read.
        case handedOn
        /// Everything from this line on is history.
        case begins(Int)
        case none
    }

    private let lines: ArraySlice<String>
    private let relation: MailRelation
    private let isHTML: Bool
    /// A mail program marked the lines as another mail's.
    private let isMarked: Bool
    /// For each line whether it is a quoted one.
    private let isQuoted: [Bool]

    init(_ lines: ArraySlice<String>, _ relation: MailRelation, isHTML: Bool, isMarked: Bool = false) {
        (self.lines, self.relation, self.isHTML, self.isMarked) = (lines, relation, isHTML, isMarked)
        var isQuoted = lines.map { $0.hasPrefix(">") }
        for place in isQuoted.indices where isQuoted[place] {
            let line = lines[lines.startIndex + place]
            if AttributionLine.isGroupWise(line) {
                // Among other quoted lines it is one of them.
                let below = lines[(lines.startIndex + place + 1)...].first { !$0.isEmpty }
                let isAmongQuotes = (place > 0 && isQuoted[place - 1]) || (below?.hasPrefix(">") ?? false)
                isQuoted[place] = isAmongQuotes
            } else if place > 0, line.utf8.count < 40, AttributionLine.mayEnd(line) {
                // The end of `<bob@example.org` that was broken in front of its bracket.
                let before = lines[lines.startIndex + place - 1]
                let open = before.utf8.lastIndex(of: UInt8(ascii: "<"))
                let isOpen = open.map { !before.utf8[$0...].contains(UInt8(ascii: ">")) } ?? false
                if isOpen, before.holds("@") { isQuoted[place] = false }
            }
        }
        self.isQuoted = isQuoted
    }

    private func isQuote(_ place: Int) -> Bool { isQuoted[place - lines.startIndex] }

    /// Whether a quote is a mail that is handed on: it begins with the mark of one, or with words of the sender's own and
    /// a copied header, or with the header of somebody who has no part in this mail.
    static func handsOn(_ lines: [String], _ relation: MailRelation) -> Bool {
        let bare = lines.map { String($0.drop { $0 == ">" || $0 == " " }) }
        let history = QuotedHistory(bare[...], relation, isHTML: true, isMarked: true)
        guard let first = bare.firstIndex(where: { !$0.isEmpty }) else { return false }
        if let mark = HistoryMark(bare[first]), mark != .rule { return history.finding(at: mark, first) == .handedOn }
        if let finding = history.headerFinding(first) { return finding == .handedOn }
        guard let second = bare[(first + 1)...].firstIndex(where: { !$0.isEmpty }) else { return false }
        return history.headerFinding(second) == .handedOn
    }

    // MARK: - What is not quoted

    /// What the first mark, copied header or introduction says, from the top down.
    func finding() -> Finding {
        for place in lines.indices where !lines[place].isEmpty {
            if isQuote(place) { continue }
            let line = lines[place]
            if let mark = HistoryMark(line), mark != .rule {
                if let finding = finding(at: mark, place) { return finding }
                continue
            }
            guard line.utf8.contains(UInt8(ascii: ":")) || line.utf8.contains(0xBC) || line.hasPrefix(">>> ") else {
                continue
            }
            if let finding = headerFinding(place) ?? introductionFinding(place) { return finding }
        }
        return .none
    }

    private func finding(at mark: HistoryMark, _ place: Int) -> Finding? {
        guard mark != .forward else { return .handedOn }
        let header = lines[(place + 1)...].firstIndex { !$0.isEmpty && HistoryMark($0) != .rule }
            .flatMap { CopiedHeader(at: $0, in: lines) }
        if let header, header.standsBelowRule { return finding(below: header, place) }
        // Words between rules alone may be a heading.
        return mark == .original && relation.kind == .answer ? .begins(place) : nil
    }

    private func headerFinding(_ place: Int) -> Finding? {
        guard CopiedHeader.isLabel(lines[place]) else { return nil }
        // Only its first line begins it.
        if place > lines.startIndex, CopiedHeader.isField(lines[place - 1]) { return nil }
        let above = lines[..<place].lastIndex { !$0.isEmpty }
        guard let header = CopiedHeader(at: place, in: lines) else { return nil }
        let isBelowRule = above.map { HistoryMark(lines[$0]) == .rule } ?? false
        guard isBelowRule ? header.standsBelowRule : header.stands else { return nil }
        // "Begin forwarded message:", in whatever language, or the sender's own words: see what he wrote:
        if !isBelowRule, let above, isIntroduction(above) { return .handedOn }
        return finding(below: header, place)
    }

    /// Its own sentence that ends with a colon.
    private func isIntroduction(_ place: Int) -> Bool {
        let line = lines[place]
        guard line.utf8.last == UInt8(ascii: ":") || line.hasSuffix("：") else { return false }
        return AttributionLine(endingAt: place, of: lines, isAboveQuote: false) == nil
    }

    private func finding(below header: CopiedHeader, _ place: Int) -> Finding? {
        switch relation.kind {
        case .forward: return .handedOn
        case .answer:
            let isForeign = !relation.saysAnswer && relation.isStranger(header.senders)
            return isForeign ? .handedOn : .begins(place)
        case .either:
            let isAnswer = relation.prefix.map { header.language?.replies.contains($0) ?? false } ?? false
            return isAnswer ? .begins(place) : .handedOn
        // A form's, a fax's, or that of a mail handed on.
        case .fresh: return isMarked && !relation.isStranger(header.senders) ? .begins(place) : .handedOn
        }
    }

    private func introductionFinding(_ place: Int) -> Finding? {
        guard AttributionLine.mayEnd(lines[place]) || lines[place].hasPrefix(">>> "),
            let found = AttributionLine(endingAt: place, of: lines, isAboveQuote: false), found.isSure, trusts(found)
        else { return nil }
        let below = place + 1
        let next = lines[below...].firstIndex { !$0.isEmpty }
        let goesOn = lines[place].holds(":   ")
        guard goesOn || (next.map { !isQuote($0) } ?? false) else { return nil }
        // What is not quoted below may be what such a mail is about: a comment, a ticket.
        if relation.kind == .fresh, !lines[place].hasPrefix(">>> ") { return nil }
        return .begins(place - found.count + 1)
    }

    /// Whether an introduction is believed: in a mail that answers nothing only one with an address and a date, and only
    /// where a page says what is a quote.
    private func trusts(_ introduction: AttributionLine) -> Bool {
        switch relation.kind {
        case .answer, .either: true
        case .forward: false
        case .fresh: isHTML && introduction.isPlain
        }
    }

    // MARK: - What is quoted

    /// A page's lines without what introduced the quote that was taken from their end.
    static func withoutIntroduction(_ lines: [String]) -> [String] {
        guard let last = lines.lastIndex(where: { !$0.isEmpty }),
            let found = AttributionLine(endingAt: last, of: lines[...], isAboveQuote: true), found.count <= last
        else { return lines }
        let kept = lines[..<(last - found.count + 1)]
        return kept.lastIndex { !$0.isEmpty }.map { Array(kept[...$0]) } ?? lines
    }

    /// The lines in front of the history.
    func cut(_ finding: Finding) -> ArraySlice<String> {
        switch finding {
        case .handedOn: return lines
        case .begins(let place):
            guard !Self.announcesAnswers(lines[..<place]) else { return lines }
            let upper = lines[..<withoutRule(place)]
            return QuotedHistory(upper, relation, isHTML: isHTML).withoutTrailingQuote()
        case .none: return withoutTrailingQuote()
        }
    }

    /// "My answers are below in red": then they stand within what is quoted.
    static func announcesAnswers(_ lines: ArraySlice<String>) -> Bool {
        var size = 0
        return lines.contains { line in
            size += line.utf8.count
            guard size <= announcementBytes else { return false }
            let lower = line.lowercased()
            return MailWords.allAnswersWithin.contains { lower.holds($0) }
        }
    }

    /// A writer who says so says little else.
    private static let announcementBytes = 1_000

    /// Outlook draws a line above the header that it copies.
    private func withoutRule(_ place: Int) -> Int {
        var end = place
        while end > lines.startIndex, lines[end - 1].isEmpty || HistoryMark.isDrawn(lines[end - 1]) { end -= 1 }
        return end
    }

    /// Quoted lines at the end with what introduces them, or the introduction alone where the HTML said more.
    private func withoutTrailingQuote() -> ArraySlice<String> {
        var end = lines.endIndex
        var first: Int?
        while end > lines.startIndex, lines[end - 1].isEmpty || isQuote(end - 1) {
            if isQuote(end - 1) { first = end - 1 }
            end -= 1
        }
        guard end > lines.startIndex else { return lines }
        if let count = introduction(above: end, hasQuote: first != nil) { return lines[..<(end - count)] }
        guard let first else { return lines }
        // Some programs quote the introduction with the rest.
        let inner = lines[first...].map { String($0.drop { $0 == ">" || $0 == " " }) }
        let innerEnd = inner.prefix(AttributionLine.lines).firstIndex { AttributionLine.mayEnd($0) }
        let introduced = innerEnd.flatMap { AttributionLine(endingAt: $0, of: inner[...], isAboveQuote: false) }
        if let introduced, introduced.isSure, trusts(introduced) { return lines[..<end] }
        // A quote in a page is history only where something says so, and one with words above that end in a colon is theirs.
        let isTheirs = lines[end - 1].utf8.last == UInt8(ascii: ":") || lines[end - 1].hasSuffix("：")
        return relation.kind == .fresh || isHTML || isTheirs ? lines : lines[..<end]
    }

    /// How many lines above `end` introduce what stands there; nil: none does.
    private func introduction(above end: Int, hasQuote: Bool) -> Int? {
        guard let found = AttributionLine(endingAt: end - 1, of: lines[..<end], isAboveQuote: hasQuote), trusts(found),
            hasQuote || found.isSure
        else { return nil }
        return found.count
    }
}
