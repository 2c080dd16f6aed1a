// SPDX-License-Identifier: Apache-2.0

/// What stands below every text of the same sender.
enum Signature {
    /// A real signature has four lines (RFC 3676 section 4.3); companies' are longer.
    static let lines = 14
    /// Of a signature whose separator has lost its blank.
    private static let looseLines = 8
    /// RFC 3676 section 4.3. Many forget the blank.
    static let separator = "-- "
    private static let shortestRule = 20

    /// The lines in front of it.
    static func cut(_ lines: ArraySlice<String>, _ relation: MailRelation) -> ArraySlice<String> {
        if let start = start(in: lines, relation) { return lines[..<start] }
        guard let last = lines.lastIndex(where: { !$0.isEmpty }), last > lines.startIndex,
            DeviceLine.isOne(lines[last], standsAlone: lines[last - 1].isEmpty)
        else { return lines }
        return lines[..<last]
    }

    /// The last separator, or a list's rule, with little behind it.
    private static func start(in lines: ArraySlice<String>, _ relation: MailRelation) -> Int? {
        let start = lines.lastIndex { line in
            line == "--" || line == separator || (line.utf8.count > shortestRule && line.allSatisfy { $0 == "_" })
        }
        guard let start else { return nil }
        let tail = lines[(start + 1)...].filter { !$0.isEmpty }
        guard tail.count <= Self.lines, !hasPostscript(tail) else { return nil }
        if lines[start].hasPrefix("_") { return isListFooter(tail) ? start : nil }
        return lines[start] == separator || isSignature(tail, relation) ? start : nil
    }

    /// Two dashes also divide what a person wrote: so it must look like a name and an address.
    private static func isSignature(_ tail: [String], _ relation: MailRelation) -> Bool {
        guard tail.count <= looseLines, let first = tail.first else { return false }
        if tail.allSatisfy({ DeviceLine.isOne($0, standsAlone: true, isSignature: true) }) { return true }
        let words = Set(first.lowercased().split { !$0.isLetter && !$0.isNumber }.map { String($0) })
        let author = relation.authorWords
        if !author.isEmpty, !words.isDisjoint(with: author) { return true }
        guard author.isEmpty || tail.contains(where: isContact) else { return false }
        return words.count < 5 && !first.contains(where: \.isNumber) && !".!?:,".contains(first.last ?? ".")
    }

    /// An address of any kind.
    private static func isContact(_ line: String) -> Bool {
        line.holds("@") || line.holds("://") || line.holds("www.") || line.count(where: \.isNumber) > 5
    }

    /// "PS: …" is said to the reader.
    private static func hasPostscript(_ tail: [String]) -> Bool {
        tail.contains { line in
            let line = line.lowercased()
            let head = line.prefix(5).filter { $0 != "." && $0 != " " }
            return head.hasPrefix("ps:") || head.hasPrefix("pps") || (head == "ps" && line.count < 5)
                || line.hasPrefix("p.s.") || line.hasPrefix("ps ")
        }
    }

    private static func isListFooter(_ tail: [String]) -> Bool {
        tail.count <= looseLines && tail.contains { $0.lowercased().holds("mailing list") }
            && tail.contains { $0.holds("@") || $0.holds("://") }
    }
}
