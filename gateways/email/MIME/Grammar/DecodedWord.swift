// SPDX-License-Identifier: Apache-2.0

import Notation

/// One `=?charset?encoding?text?=` (RFC 2047 section 2).
struct DecodedWord {
    /// As it was written, without the language of RFC 2231 section 5.
    let charset: String
    /// The octets of the text, in that charset.
    let bytes: [UInt8]
    /// The index behind it.
    let end: Int

    /// Registered names have 40 characters at the most (RFC 2978 section 2.3); a language may follow.
    private static let longestCharset = 60

    /// nil where no whole one stands at `start`. Blanks and question marks inside the text are tolerated, another
    /// `=?` is not: that keeps the search short.
    init?(_ source: Span<UInt8>, at start: Int) {
        guard start + 1 < source.count, source[start] == UInt8(ascii: "="), source[start + 1] == UInt8(ascii: "?"),
            let charsetEnd = Self.charsetEnd(source, from: start + 2), charsetEnd + 2 < source.count,
            source[charsetEnd + 2] == UInt8(ascii: "?"),
            let textEnd = Self.textEnd(source, from: charsetEnd + 3)
        else { return nil }
        let text = (charsetEnd + 3)..<textEnd
        switch ASCII.lowerCase(source[charsetEnd + 1]) {
        case UInt8(ascii: "q"): bytes = Self.decodeQ(source, text)
        case UInt8(ascii: "b"): bytes = Base64.decodeMail(source, text)
        default: return nil
        }
        var name = ""
        for index in (start + 2)..<charsetEnd {
            if source[index] == UInt8(ascii: "*") { break }
            name.unicodeScalars.append(Unicode.Scalar(source[index]))
        }
        charset = name
        end = textEnd + 2
    }

    private static func charsetEnd(_ source: Span<UInt8>, from start: Int) -> Int? {
        for index in start..<min(source.count, start + longestCharset) {
            if source[index] == UInt8(ascii: "?") { return index > start ? index : nil }
            guard (0x21...0x7E).contains(source[index]) else { return nil }
        }
        return nil
    }

    private static func textEnd(_ source: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index + 1 < source.count {
            let pair = (source[index], source[index + 1])
            if pair == (UInt8(ascii: "?"), UInt8(ascii: "=")) { return index }
            // `=?=` is the text's own last sign before the end.
            if pair == (UInt8(ascii: "="), UInt8(ascii: "?")),
                index + 2 >= source.count || source[index + 2] != UInt8(ascii: "=")
            {
                return nil
            }
            index += 1
        }
        return nil
    }

    /// RFC 2047 section 4.2: like quoted-printable, a blank being an underscore.
    private static func decodeQ(_ source: Span<UInt8>, _ text: Range<Int>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = text.lowerBound
        while index < text.upperBound {
            if source[index] == UInt8(ascii: "="), index + 2 < text.upperBound,
                let high = Hex.value(of: source[index + 1]), let low = Hex.value(of: source[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(source[index] == UInt8(ascii: "_") ? ASCII.space : source[index])
                index += 1
            }
        }
        return output
    }
}
