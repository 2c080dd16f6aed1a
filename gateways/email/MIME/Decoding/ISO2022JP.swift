// SPDX-License-Identifier: Apache-2.0

/// Japan's charset for mail (RFC 1468), as Microsoft's mailers extended it: with half-width katakana, and with signs that
/// the standard lacks. Turned into CP932, which has them all.
enum ISO2022JP {
    private enum Mode { case ascii, katakana, kanji }

    /// ESC, with which a change of the alphabet begins.
    private static let escapeOctet: UInt8 = 0x1B

    /// Whether a change to kanji stands in it, which nothing else means: many mails in it do not name it.
    static func isMarked(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.contains(escapeOctet) else { return false }
        let source = bytes.span
        return source.indices.contains { source[$0] == escapeOctet && escape(source, at: $0)?.mode == .kanji }
    }

    static func shiftJIS(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let source = bytes.span
        var output: [UInt8] = []
        output.reserveCapacity(source.count)
        var mode = Mode.ascii
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte == escapeOctet, let escape = escape(source, at: index) {
                mode = escape.mode
                index += escape.length
            } else if mode == .kanji, (0x21...0x7E).contains(byte), index + 1 < source.count,
                (0x21...0x7E).contains(source[index + 1])
            {
                output += pair(byte, source[index + 1])
                index += 2
            } else {
                output.append(mode == .katakana && (0x21...0x5F).contains(byte) ? byte | 0x80 : byte)
                if byte == ASCII.lineFeed { mode = .ascii }
                index += 1
            }
        }
        return output
    }

    /// `ESC ( B` and `ESC ( J` are ASCII, `ESC ( I` katakana, `ESC $ @` and `ESC $ B` kanji.
    private static func escape(_ source: Span<UInt8>, at index: Int) -> (mode: Mode, length: Int)? {
        guard index + 2 < source.count else { return nil }
        switch (source[index + 1], source[index + 2]) {
        case (UInt8(ascii: "("), UInt8(ascii: "B")), (UInt8(ascii: "("), UInt8(ascii: "J")): return (.ascii, 3)
        case (UInt8(ascii: "("), UInt8(ascii: "I")): return (.katakana, 3)
        case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")): return (.kanji, 3)
        default: return nil
        }
    }

    /// A row and a cell of JIS X 0208 as two octets of Shift JIS.
    private static func pair(_ row: UInt8, _ cell: UInt8) -> [UInt8] {
        let lead = (row - 0x21) / 2 + (row < 0x5F ? 0x81 : 0xC1)
        guard !row.isMultiple(of: 2) else { return [lead, cell + 0x7E] }
        return [lead, cell + (cell < 0x60 ? 0x1F : 0x20)]
    }
}
