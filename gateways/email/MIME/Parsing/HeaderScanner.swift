// SPDX-License-Identifier: Apache-2.0

/// Finds the fields of a header and where the body begins.
struct HeaderScanner {
    private(set) var places: [HeaderFields.Place] = []
    /// Where the body begins: behind the empty line, or at the first line that cannot be of a header.
    private(set) var bodyStart: Int
    private(set) var isTruncated = false

    private let limits: ParsingLimits
    private let start: Int
    /// False while the lines of a field that a limit left out go by.
    private var isInField = false

    /// What one line is, to a header.
    private enum Line {
        case end, continuation, junk
        case field(name: Range<Int>)
        case body
    }

    init(_ bytes: [UInt8], in range: Range<Int>, limits: ParsingLimits) {
        self.limits = limits
        start = range.lowerBound
        bodyStart = range.upperBound
        scan(bytes.span, range)
    }

    private mutating func scan(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, in: position..<range.upperBound)
            let next = lineFeed.map { $0 + 1 } ?? range.upperBound
            var end = lineFeed ?? range.upperBound
            if end > position, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
            switch kind(of: position..<end, in: bytes) {
            case .end:
                bodyStart = next
                return
            case .body:
                bodyStart = position
                return
            case .junk: isInField = false
            case .continuation: extend(to: end)
            case .field(let name): begin(name: name, end: end, bytes)
            }
            position = next
        }
    }

    private func kind(of line: Range<Int>, in bytes: Span<UInt8>) -> Line {
        if line.isEmpty { return .end }
        if ASCII.isBlank(bytes[line.lowerBound]) { return .continuation }
        var end = line.lowerBound
        while end < line.upperBound, (0x21...0x7E).contains(bytes[end]), bytes[end] != UInt8(ascii: ":") { end += 1 }
        var colon = end
        // RFC 5322 section 4.5: blanks before the colon are obsolete.
        while colon < line.upperBound, ASCII.isBlank(bytes[colon]) { colon += 1 }
        if colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") {
            return end == line.lowerBound ? .junk : .field(name: line.lowerBound..<end)
        }
        return line.lowerBound == start && isEnvelopeLine(line, bytes) ? .junk : .body
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
