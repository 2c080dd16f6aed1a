// SPDX-License-Identifier: Apache-2.0

/// Folds the lines of a message that are too long for mail (RFC 5322 section 2.1.1), where that changes nothing but the
/// line: in a header at a blank (section 2.2.3), in text that is neither signed nor encoded.
struct LongLines {
    /// Octets of a line without its CRLF (RFC 5322 section 2.1.1).
    private static let width = 998

    private var breaks: [Int] = []
    private var parts = PartWatch()

    /// Where a CRLF has to be put in, in order; nil where a line is too long that must not be changed. Every line ends with
    /// CRLF, the last one perhaps with nothing.
    static func breaks(in message: [UInt8]) -> [Int]? {
        var lines = LongLines()
        var start = 0
        while start < message.count {
            let lineFeed = message[start...].firstIndex(of: 0x0A)
            let end = lineFeed.map { max(start, $0 - 1) } ?? message.count
            guard lines.take(message[start..<end]) else { return nil }
            start = lineFeed.map { $0 + 1 } ?? message.count
        }
        return lines.breaks
    }

    /// Puts them in, from the end on and in place: a second copy of a large message is memory that nobody has booked.
    static func insert(_ breaks: [Int], into message: inout [UInt8]) {
        var from = message.count
        message.reserveCapacity(message.count + 2 * breaks.count)
        message.append(contentsOf: repeatElement(0, count: 2 * breaks.count))
        var to = message.count
        for place in breaks.reversed() {
            while from > place {
                (from, to) = (from - 1, to - 1)
                message[to] = message[from]
            }
            to -= 2
            (message[to], message[to + 1]) = (0x0D, 0x0A)
        }
    }

    /// False for a line that is too long and must not be changed.
    private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
        let isOfHeader = parts.isInHeader
        parts.take(line)
        guard line.count + 2 > SessionLimits.textLine else { return true }
        guard isOfHeader || parts.mayFold else { return false }
        return fold(line, isOfHeader: isOfHeader)
    }

    private mutating func fold(_ line: ArraySlice<UInt8>, isOfHeader: Bool) -> Bool {
        var rest = line
        while rest.count > Self.width {
            guard let end = isOfHeader ? Self.headerBreak(rest) : Self.textBreak(rest) else { return false }
            breaks.append(end)
            rest = rest[end...]
        }
        return true
    }

    /// In front of the last blank behind which something stands.
    private static func headerBreak(_ line: ArraySlice<UInt8>) -> Int? {
        let first = line.prefix(width)
        return first.indices.dropFirst().last { index in
            isBlank(line[index]) && !isBlank(line[index - 1])
                && line[index...].prefix(width).contains { !isBlank($0) }
        }
    }

    /// Behind the last blank, else within a word; where no character is cut in two, and nothing becomes a delimiter of
    /// parts.
    private static func textBreak(_ line: ArraySlice<UInt8>) -> Int? {
        let places = (line.startIndex + width / 2)...(line.startIndex + width)
        let isFree = { (index: Int) in line[index] != UInt8(ascii: "-") && line[index] & 0xC0 != 0x80 }
        return places.last { isBlank(line[$0 - 1]) && isFree($0) } ?? places.last(where: isFree)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
