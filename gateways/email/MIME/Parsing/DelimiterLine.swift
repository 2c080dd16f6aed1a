// SPDX-License-Identifier: Apache-2.0

/// A line that divides a multipart: two hyphens and the boundary, two more where it is the last, then at most blanks
/// (RFC 2046 section 5.1.1). A line that merely begins like one is none: a boundary may be the beginning of another.
struct DelimiterLine {
    let isClosing: Bool
    /// Where the next line begins.
    let end: Int

    /// nil where the line at `start`, which begins with two hyphens, is not one of this boundary.
    init?(_ bytes: Span<UInt8>, at start: Int, in body: Range<Int>, boundary: Span<UInt8>) {
        var index = start + 2
        guard body.upperBound - index >= boundary.count else { return nil }
        for position in boundary.indices {
            guard bytes[index] == boundary[position] else { return nil }
            index += 1
        }
        guard let plain = Self.lineEnd(bytes, from: index, in: body) else {
            let hyphen = UInt8(ascii: "-")
            let isHyphened = body.upperBound - index >= 2 && bytes[index] == hyphen && bytes[index + 1] == hyphen
            guard isHyphened, let closing = Self.lineEnd(bytes, from: index + 2, in: body) else { return nil }
            isClosing = true
            end = closing
            return
        }
        isClosing = false
        end = plain
    }

    /// Where the next line begins, if nothing but blanks stands before it.
    private static func lineEnd(_ bytes: Span<UInt8>, from start: Int, in body: Range<Int>) -> Int? {
        var index = start
        while index < body.upperBound {
            switch bytes[index] {
            case ASCII.lineFeed: return index + 1
            case ASCII.space, ASCII.tab, ASCII.carriageReturn: index += 1
            default: return nil
            }
        }
        return index
    }
}
