// SPDX-License-Identifier: Apache-2.0

/// Divides a message into blocks (XEP-0393 section 5.1), in time linear to its length.
enum StyledBlockParser {
    /// Quotations within quotations that are followed; what is deeper is text of the innermost.
    static let deepestQuotation = 16
    private static let fence = "```"

    static func parse(_ text: String) -> [StyledBlock] {
        blocks(in: lines(of: text)[...], depth: 0)
    }

    /// CR LF, LF and CR all end a line.
    private static func lines(of text: String) -> [Substring] {
        let normal = text.utf8.contains(0x0D) ? normalized(text) : text
        return normal.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    }

    private static func normalized(_ text: String) -> String {
        var bytes: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte != 0x0A || previous != 0x0D { bytes.append(byte == 0x0D ? 0x0A : byte) }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func blocks(in lines: ArraySlice<Substring>, depth: Int) -> [StyledBlock] {
        var blocks: [StyledBlock] = []
        var rest = lines
        while let line = rest.first {
            if line.hasPrefix(fence) {
                blocks.append(takePreformatted(from: &rest))
            } else if line.utf8.first == UInt8(ascii: ">"), depth < deepestQuotation {
                blocks.append(takeQuotation(from: &rest, depth: depth))
            } else {
                blocks.append(.line(source: String(line), StyledSpanParser.parse(line)))
                rest.removeFirst()
            }
        }
        return blocks
    }

    private static func takePreformatted(from rest: inout ArraySlice<Substring>) -> StyledBlock {
        let label = String(rest.removeFirst().dropFirst(fence.count))
        let end = rest.firstIndex { $0 == fence }
        let lines = rest[..<(end ?? rest.endIndex)].map { String($0) }
        rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
        return .preformatted(label: label, lines: lines, isClosed: end != nil)
    }

    private static func takeQuotation(from rest: inout ArraySlice<Substring>, depth: Int) -> StyledBlock {
        let quoted = rest.prefix { $0.utf8.first == UInt8(ascii: ">") }
        rest = rest[quoted.endIndex...]
        let inner = quoted.map { line -> Substring in
            let text = Substring(line.utf8.dropFirst())
            return text.first?.isWhitespace == true ? text.dropFirst() : text
        }
        return .quotation(blocks(in: inner[...], depth: depth + 1))
    }
}
