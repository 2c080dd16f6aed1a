// SPDX-License-Identifier: Apache-2.0

/// Finds the fields of a header and where the body begins.
struct HeaderScanner {
    private(set) var places: [HeaderFields.Place] = []
    /// Where the body begins: behind the empty line, or at a line that is no field and has none of the usual ones below.
    private(set) var bodyStart: Int
    private(set) var isTruncated = false
    /// How many fields stand above the first line that is none; nil: there is no such line.
    private(set) var soundFields: Int?

    let limits: ParsingLimits
    let start: Int
    /// False while the lines of a field that a limit left out, or of a line that is none, go by.
    private(set) var isInField = false
    /// How far the lines below have been looked through for a usual field, and where the last one that was found stands:
    /// no line is looked at twice.
    var lookedUntil: Int
    var usualField: Int?

    /// What one line is, to a header.
    private enum Line {
        case end, continuation, junk
        case field(name: Range<Int>)
        /// It is no field: a line that was broken on the way, or the body, whose empty line is missing.
        case stray
    }

    init(_ bytes: [UInt8], in range: Range<Int>, limits: ParsingLimits) {
        self.limits = limits
        start = range.lowerBound
        lookedUntil = range.lowerBound
        bodyStart = range.upperBound
        scan(bytes.span, range)
    }

    private mutating func scan(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var position = top(in: range, bytes)
        while position < range.upperBound {
            let (line, next) = Self.line(at: position, in: range, bytes)
            switch kind(of: line, in: bytes) {
            case .end where isCut(behind: next, in: range, bytes):
                soundFields = soundFields ?? places.count
                isInField = false
            case .end:
                bodyStart = next
                return
            case .stray where isParameter(line, bytes):
                soundFields = soundFields ?? places.count
                extend(to: line.upperBound)
            case .stray where !goesOn(behind: next, in: range, bytes):
                bodyStart = position
                return
            case .stray:
                soundFields = soundFields ?? places.count
                isInField = false
            case .junk: isInField = false
            case .continuation: extend(to: line.upperBound)
            case .field(let name): begin(name: name, end: line.upperBound, bytes)
            }
            position = next
        }
    }

    /// The line without its end, and where the next one begins.
    static func line(
        at position: Int, in range: Range<Int>, _ bytes: Span<UInt8>
    ) -> (line: Range<Int>, next: Int) {
        let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, in: position..<range.upperBound)
        var end = lineFeed ?? range.upperBound
        if end > position, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
        return (position..<end, lineFeed.map { $0 + 1 } ?? range.upperBound)
    }

    private func kind(of line: Range<Int>, in bytes: Span<UInt8>) -> Line {
        if line.isEmpty { return .end }
        // At the top there is nothing that it could continue.
        let isIndented = ASCII.isBlank(bytes[line.lowerBound])
        if isIndented, !places.isEmpty || !Self.isUsualField(withoutBlanks(line, bytes), bytes) { return .continuation }
        let line = isIndented ? withoutBlanks(line, bytes) : line
        var end = line.lowerBound
        while end < line.upperBound, (0x21...0x7E).contains(bytes[end]), bytes[end] != UInt8(ascii: ":") { end += 1 }
        var colon = end
        // RFC 5322 section 4.5: blanks before the colon are obsolete.
        while colon < line.upperBound, ASCII.isBlank(bytes[colon]) { colon += 1 }
        if colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") {
            return end == line.lowerBound ? .junk : .field(name: line.lowerBound..<end)
        }
        return line.lowerBound == start && isEnvelopeLine(line, bytes) ? .junk : .stray
    }

    private func withoutBlanks(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        var start = line.lowerBound
        while start < line.upperBound, ASCII.isBlank(bytes[start]) { start += 1 }
        return start..<line.upperBound
    }

    /// The `From ` line that mailboxes in files put above a mail, also quoted.
    private func isEnvelopeLine(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let from = "From ".utf8
        var index = line.lowerBound
        if bytes[index] == UInt8(ascii: ">") { index += 1 }
        guard line.upperBound - index >= from.count else { return false }
        return zip(from, index...).allSatisfy { $0 == bytes[$1] }
    }

    private mutating func begin(name: Range<Int>, end: Int, _ bytes: Span<UInt8>) {
        guard places.count < limits.headerFields, name.upperBound - start < limits.headerLength else {
            isTruncated = true
            isInField = false
            return
        }
        var value = name.upperBound
        while bytes[value] != UInt8(ascii: ":") { value += 1 }
        places.append(HeaderFields.Place(name: name, value: (value + 1)..<(value + 1)))
        isInField = true
        extend(to: end)
    }

    private mutating func extend(to end: Int) {
        guard isInField, let field = places.last else { return }
        let headerEnd = max(start + limits.headerLength, field.value.upperBound)
        let most = min(field.value.lowerBound + limits.fieldLength, headerEnd)
        if end > most { isTruncated = true }
        places[places.count - 1].value = field.value.lowerBound..<min(end, most)
    }
}
