// SPDX-License-Identifier: Apache-2.0

/// Where in a mail the lines stand that begin with two hyphens. Found once, so that multiparts inside each other do not
/// each search the whole mail again.
struct DelimiterLines {
    private let starts: [Int]

    /// How one multipart is divided (RFC 2046 section 5.1.1).
    struct Division {
        var preamble: Range<Int>
        var parts: [Range<Int>] = []
        var isTruncated = false
    }

    init(_ bytes: [UInt8]) {
        let bytes = bytes.span
        var starts: [Int] = []
        var position = 0
        while position + 1 < bytes.count {
            let isCandidate = bytes[position] == UInt8(ascii: "-") && bytes[position + 1] == UInt8(ascii: "-")
            if isCandidate { starts.append(position) }
            guard let end = bytes.firstIndex(of: ASCII.lineFeed, in: position..<bytes.count) else { break }
            position = end + 1
        }
        self.starts = starts
    }

    /// Divides a body at a boundary, into `most` parts at the most. A boundary that is missing, or that no line has,
    /// is guessed from the body.
    func divide(_ body: Range<Int>, of bytes: [UInt8], at boundary: String?, most: Int) -> Division {
        if let boundary {
            let division = divide(body, of: bytes, at: Array(boundary.utf8), most: most)
            if !division.parts.isEmpty || division.preamble.upperBound < body.upperBound { return division }
        }
        guard let guess = guessedBoundary(in: body, of: bytes) else { return Division(preamble: body) }
        return divide(body, of: bytes, at: guess, most: most)
    }

    private func divide(_ body: Range<Int>, of bytes: [UInt8], at boundary: [UInt8], most: Int) -> Division {
        var division = Division(preamble: body)
        /// Where the part that is open began.
        var open: Int?
        for start in lines(in: body) {
            guard let line = DelimiterLine(bytes.span, at: start, in: body, boundary: boundary.span) else { continue }
            if let open {
                if open < start { division.parts.append(open..<Self.beforeLineEnd(start, bytes, atLeast: open)) }
            } else {
                division.preamble = body.lowerBound..<start
            }
            open = line.isClosing ? nil : line.end
            if line.isClosing || division.parts.count == most { break }
        }
        if let open {
            if division.parts.count < most {
                division.parts.append(open..<Self.beforeLineEnd(body.upperBound, bytes, atLeast: open))
            } else {
                division.isTruncated = true
            }
        }
        return division
    }

    /// The line end before a delimiter belongs to the delimiter.
    private static func beforeLineEnd(_ position: Int, _ bytes: [UInt8], atLeast start: Int) -> Int {
        var end = position
        if end > start, bytes[end - 1] == ASCII.lineFeed { end -= 1 }
        if end > start, end < position, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
        return end
    }

    /// The first line with two hyphens that is followed by a field of a part's header.
    private func guessedBoundary(in body: Range<Int>, of bytes: [UInt8]) -> [UInt8]? {
        let field = Array("content-".utf8)
        for start in lines(in: body) {
            guard let lineFeed = bytes.span.firstIndex(of: ASCII.lineFeed, in: start..<body.upperBound) else { break }
            let next = bytes[(lineFeed + 1)..<min(lineFeed + 1 + field.count, body.upperBound)]
            guard next.map(ASCII.lowerCase) == field else { continue }
            var end = lineFeed
            while end > start + 2, ASCII.isBlank(bytes[end - 1]) || bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
            return end > start + 2 ? Array(bytes[(start + 2)..<end]) : nil
        }
        return nil
    }

    /// The starts that lie in a range.
    private func lines(in range: Range<Int>) -> ArraySlice<Int> {
        starts[first(notBefore: range.lowerBound)..<first(notBefore: range.upperBound)]
    }

    private func first(notBefore position: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
