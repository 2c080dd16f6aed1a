// SPDX-License-Identifier: Apache-2.0

/// Finds the mail that an answer carries behind itself.
enum QuotedHistory {
    /// Whether a forwarded mail begins before any history does: then all of it is what the sender wants to be read.
    static func isForward(_ lines: [String]) -> Bool {
        guard let mark = lines.firstIndex(where: ForwardMark.isMark) else { return false }
        return mark < beginning(in: lines[...]) ?? lines.endIndex
    }

    /// The lines in front of the history.
    static func cut(_ lines: ArraySlice<String>) -> ArraySlice<String> {
        let upper = beginning(in: lines).map { lines[..<$0] } ?? lines
        return withoutTrailingQuote(upper)
    }

    /// Where a mark says that all that follows is history; nil: nowhere.
    private static func beginning(in lines: ArraySlice<String>) -> Int? {
        let haveColon = lines.map { $0.utf8.contains(UInt8(ascii: ":")) || $0.holds("：") }
        for index in lines.indices where !lines[index].isEmpty && !lines[index].hasPrefix(">") {
            let rest = lines[index...]
            if ForwardMark.isOriginal(lines[index]) { return withoutRule(lines[..<index]) }
            // Everything else that begins a history has a colon, which most texts have not.
            guard haveColon[(index - lines.startIndex)...].prefix(AttributionLine.lines).contains(true) else {
                continue
            }
            if CopiedHeader.begins(rest) { return withoutRule(lines[..<index]) }
            if let count = AttributionLine.count(at: rest, needsOpening: true),
                !isQuote(rest.dropFirst(count)), hasText(rest.dropFirst(count))
            {
                return index
            }
        }
        return nil
    }

    /// Outlook draws a line above the header that it copies.
    private static func withoutRule(_ lines: ArraySlice<String>) -> Int {
        var end = lines.endIndex
        while end > lines.startIndex {
            let line = lines[end - 1]
            guard line.isEmpty || line.allSatisfy({ "_-—–= ".contains($0) }) else { break }
            end -= 1
        }
        return end
    }

    /// Quoted lines at the end with what introduces them, or the introduction alone where the HTML said more.
    private static func withoutTrailingQuote(_ lines: ArraySlice<String>) -> ArraySlice<String> {
        var end = lines.endIndex
        var hasQuote = false
        while end > lines.startIndex, lines[end - 1].isEmpty || lines[end - 1].hasPrefix(">") {
            if lines[end - 1].hasPrefix(">") { hasQuote = true }
            end -= 1
        }
        if let count = introduction(before: lines[..<end], hasQuote) { return lines[..<(end - count)] }
        return hasQuote ? lines[..<end] : lines
    }

    /// How many lines at the end introduce a quote; nil: none does.
    private static func introduction(before lines: ArraySlice<String>, _ hasQuote: Bool) -> Int? {
        for count in (1...AttributionLine.lines).reversed() where count <= lines.count {
            if AttributionLine.count(at: lines.suffix(count), needsOpening: true) == count { return count }
        }
        guard hasQuote, let last = lines.last else { return nil }
        // A line that begins with an address is the second one.
        let count = last.hasPrefix("<") && lines.count > 1 ? 2 : 1
        return AttributionLine.count(at: lines.suffix(count), needsOpening: false) == count ? count : nil
    }

    private static func isQuote(_ lines: ArraySlice<String>) -> Bool {
        lines.first { !$0.isEmpty }?.hasPrefix(">") ?? false
    }

    private static func hasText(_ lines: ArraySlice<String>) -> Bool { lines.contains { !$0.isEmpty } }
}
