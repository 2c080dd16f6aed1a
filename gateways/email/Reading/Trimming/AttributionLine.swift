// SPDX-License-Identifier: Apache-2.0

/// The lines that introduce a quoted mail: "On Tue, 3 June 2025 at 10:00, Bob wrote:". What counts is where they stand
/// and what is no word in them: an address, a date, a colon at the end.
struct AttributionLine {
    /// How many lines it takes; mail programs break it at their line length.
    let count: Int
    /// It is one even where no quote stands below.
    let isSure: Bool
    /// It names an address and a day or a time: no word is needed.
    let isPlain: Bool

    /// Mail programs break it at their line length.
    static let lines = 4
    /// Octets.
    static let longest = 500

    /// The one that ends with this line; nil: none does. `mayEnd` tells nearly all lines from such an end at little cost.
    /// - Parameter isAboveQuote: a quote stands below, which is proof by itself.
    init?(endingAt end: Int, of lines: ArraySlice<String>, isAboveQuote: Bool) {
        guard Self.mayEnd(lines[end]) || isAboveQuote,
            let start = Self.start(of: end, in: lines),
            let sentence = AttributionSentence(lines[start...end].joined(separator: " "))
        else { return nil }
        count = end - start + 1
        isPlain = sentence.isPlain
        let isApart = start == lines.startIndex || lines[start - 1].isEmpty
        isSure = sentence.isSure && (isApart || sentence.isPlain)
        let isEnough = sentence.isLikely || (sentence.isLoose && isApart)
        guard isSure || (isAboveQuote && isEnough) else { return nil }
    }

    /// By a colon, also the wide one, at the end or before blanks; or by the marks of GroupWise and Zoho.
    static func mayEnd(_ line: String) -> Bool {
        let last = line.utf8.last { !" *_\"".utf8.contains($0) && $0 < 0x80 } ?? 0
        if last == UInt8(ascii: ":") { return true }
        if line.utf8.contains(0xBC) && line.holds("：") { return true }
        return line.holds(":   ") || line.hasSuffix(">>>") || line.hasSuffix("---")
    }

    /// GroupWise's `>>> Bob <bob@example.org> 03.06.2025 10:00 >>>` is no quote.
    static func isGroupWise(_ line: String) -> Bool {
        guard line.hasPrefix(">>> "), line.utf8.count < longest, mayEnd(line) else { return false }
        let evidence = LineEvidence(line)
        return evidence.hasDay && (evidence.hasTime || evidence.hasAddress)
    }

    // MARK: - Where it begins

    /// As far up as the lines belong together. A line of the writer's own that stands directly above is none of them, so a
    /// line is only taken where what stands below needs it.
    private static func start(of end: Int, in lines: ArraySlice<String>) -> Int? {
        var start = isTail(lines[end]) ? nil : end
        var text = lines[end]
        for place in stride(from: end - 1, to: end - Self.lines, by: -1) where place >= lines.startIndex {
            let line = lines[place]
            guard !line.isEmpty, !line.hasPrefix(">"), text.utf8.count + line.utf8.count < longest, !endsSentence(line),
                isUnfinished(text) || leavesOpen(line) || needs(line, above: text)
            else { break }
            text = "\(line) \(text)"
            start = place
        }
        return start
    }

    /// Whether a whole line above brings what the lines below lack.
    private static func needs(_ line: String, above text: String) -> Bool {
        let (found, above) = (Traits(text), Traits(line))
        let isDated = above.contains(.day) || above.contains(.time)
        // With "On 3 June …" a sentence begins.
        if AttributionSentence.hasOpening(text.lowercased()), found.contains(.day) || found.contains(.time) {
            return false
        }
        if AttributionSentence(text)?.isSure ?? false {
            // With a sure one everything is there, unless it goes on in the middle of a date.
            return above.contains(.opening) && text.first.map { $0.isNumber || $0.isLowercase } ?? false
        }
        if above.contains(.opening), isDated { return true }
        guard !above.subtracting(found).isEmpty else { return false }
        // A date by itself: "Tue, 3 Jun 2025 10:00:00 +0200", "2025年6月3日".
        let first = line.drop { $0 == " " }.prefix { $0 != " " }
        if first.last == "," || first.contains(where: \.isNumber), isDated { return true }
        // Of the sentence only its verb was broken off, or the end of its date: "… Bob <bob@example.org>", "wrote:".
        guard above.contains(.address), !found.contains(.address), line.contains(where: { $0 == "<" || $0 == "(" })
        else { return false }
        return found.isEmpty || AttributionSentence.tells(line)
    }

    /// The bracket of an address is not closed: "… Bob <".
    private static func leavesOpen(_ line: String) -> Bool {
        guard let open = line.utf8.lastIndex(of: UInt8(ascii: "<")) else { return false }
        return !line.utf8[open...].contains(UInt8(ascii: ">"))
    }

    /// What is only ever a broken line's second half: `>:`, `<bob@example.org> wrote:`.
    private static func isTail(_ line: String) -> Bool { line.hasPrefix(">") && !line.hasPrefix(">>> ") }

    private static func isUnfinished(_ line: String) -> Bool {
        if line.hasPrefix("<") || line.hasPrefix(">") { return true }
        guard let close = line.utf8.firstIndex(of: UInt8(ascii: ">")) else { return false }
        return !line.utf8[..<close].contains(UInt8(ascii: "<"))
    }

    /// The point of "28." and of "Fr." does not.
    private static func endsSentence(_ line: String) -> Bool {
        guard let last = line.last, ".!?:;…。！？：".contains(last) else { return false }
        guard last == "." else { return true }
        let word = line.dropLast().reversed().prefix { !$0.isWhitespace && !":.".contains($0) }
        let isTime = word.count < line.count - 1 && line.dropLast().reversed().dropFirst(word.count).first == ":"
        return isTime || word.isEmpty
            || (word.count > 2 && !(word.count <= 5 && word.allSatisfy(\.isLetter) && LineEvidence(line).hasAny))
    }

    private struct Traits: OptionSet {
        let rawValue: UInt8
        static let address = Traits(rawValue: 1)
        static let day = Traits(rawValue: 2)
        static let time = Traits(rawValue: 4)
        static let opening = Traits(rawValue: 8)

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ line: String) {
            let evidence = LineEvidence(String(decoding: line.utf8.prefix(AttributionLine.longest), as: UTF8.self))
            self = []
            if evidence.hasAddress { insert(.address) }
            if evidence.hasDay { insert(.day) }
            if evidence.hasTime { insert(.time) }
            // "On Tuesday" alone is no proof; with a digit it is a date's beginning.
            let isShort = line.utf8.count < 80
            if isShort, line.contains(where: \.isNumber), AttributionSentence.hasOpening(line.lowercased()) {
                insert(.opening)
            }
        }
    }
}
