// SPDX-License-Identifier: Apache-2.0

/// One line of an iCalendar object (RFC 5545 section 3.1).
struct CalendarLine {
    /// In upper case: "DTSTART".
    let name: String
    /// Names in upper case, quotes taken off.
    let parameters: [String: String]
    /// As it stands, without blanks at its ends.
    let value: String

    /// Bytes of a parameter's name. Those that we know have four or so.
    private static let longestName = 64

    /// Properties that say when something is.
    private static let times: Set<String> = [
        "DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "RDATE", "X-MS-OLK-ORIGINALSTART",
    ]
    private static let people: Set<String> = ["ORGANIZER", "ATTENDEE"]
    /// Names that are known in lower case, too.
    static let known = times.union(people).union([
        "BEGIN", "END", "METHOD", "SUMMARY", "DURATION", "LOCATION", "DESCRIPTION", "COMMENT", "STATUS", "RRULE",
        "TZID",
        "TZOFFSETFROM", "TZOFFSETTO",
    ])

    /// All lines of an object.
    static func all(in text: CalendarText) -> [CalendarLine] { text.lines.compactMap(CalendarLine.init) }

    static func all(in text: String) -> [CalendarLine] { all(in: CalendarText(text)) }

    init?(_ line: String) {
        // Where a quotation mark is never closed, none means anything.
        let isClosed = Self.colon(in: line, isQuoting: true) != nil
        guard let colon = Self.colon(in: line, isQuoting: isClosed) else { return nil }
        var pieces = Self.pieces(line[..<colon], isQuoting: isClosed)
        name = pieces.removeFirst().trimmingBlanks().uppercased()
        value = line[line.utf8.index(after: colon)...].trimmingBlanks()
        var parameters: [String: String] = [:]
        for piece in pieces {
            // vCalendar 1.0 has parameters without a name.
            let equals = piece.utf8.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            guard piece[..<equals].utf8.count <= Self.longestName else { continue }
            parameters[piece[..<equals].trimmingBlanks().uppercased()] =
                piece[equals...].dropFirst().trimmingBlanks()
        }
        self.parameters = parameters
    }

    /// Where the parameters end: at the first colon outside quotation marks, or at the first one behind it that has a
    /// time or a person behind it. Programs forget the marks around what has colons of its own:
    /// `TZID=tzone://Microsoft/Custom`.
    private static func colon(in line: String, isQuoting: Bool) -> String.Index? {
        var isQuoted = false
        var hasParameters = false
        for index in line.utf8.indices {
            switch line.utf8[index] {
            case UInt8(ascii: "\""): isQuoted = isQuoting && !isQuoted
            case UInt8(ascii: ";"): hasParameters = true
            case UInt8(ascii: ":") where !isQuoted:
                return hasParameters ? better(than: index, in: line) : index
            default: break
            }
        }
        return nil
    }

    private static func better(than first: String.Index, in line: String) -> String.Index {
        let name = line.utf8.prefix { $0 != UInt8(ascii: ";") }
        guard name.count <= longestName, let name = String(name)?.uppercased() else { return first }
        let isEnd: (Substring.UTF8View) -> Bool
        if times.contains(name) {
            isEnd = isTime
        } else if people.contains(name) {
            isEnd = { String($0.prefix(7)).map { $0.lowercased() == "mailto:" } ?? false }
        } else {
            return first
        }
        let found = line.utf8[first...].indices.first { index in
            line.utf8[index] == UInt8(ascii: ":") && isEnd(line[line.utf8.index(after: index)...].utf8)
        }
        return found ?? first
    }

    /// Four digits of a year and one of a month, whatever stands between them.
    private static func isTime(_ text: Substring.UTF8View) -> Bool {
        let digits = text.prefix(8).filter { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
        let year = text.drop { $0 == UInt8(ascii: " ") }.prefix(4)
        return digits.count >= 6 && year.count == 4 && year.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The name and the parameters, without quotation marks.
    private static func pieces(_ text: Substring, isQuoting: Bool) -> [String] {
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): isQuoted = isQuoting && !isQuoted
            case UInt8(ascii: ";") where !isQuoted: pieces.append([])
            default: pieces[pieces.count - 1].append(byte)
            }
        }
        return pieces.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension StringProtocol {
    /// Without spaces and tabs at its ends.
    func trimmingBlanks() -> String {
        let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
        guard let start = unicodeScalars.firstIndex(where: { !isBlank($0) }),
            let last = unicodeScalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[start..<unicodeScalars.index(after: last)])
    }
}
