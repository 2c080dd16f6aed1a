// SPDX-License-Identifier: Apache-2.0

import Glibc
import Notation

/// Octets to text. The only file that calls iconv; its pointers stay here.
package enum Charset {
    /// The text that `bytes` are in a charset, nil being none named. Never fails: a wrong name is corrected where the guess
    /// is safe, an unknown one is none, and what means nothing becomes U+FFFD. A byte order mark is dropped, and so are marks
    /// on a letter that has very many (`MarkRun`).
    package static func decode(_ bytes: ArraySlice<UInt8>, named name: String?) -> String {
        text(bytes, CharsetName(name)).withFewMarks
    }

    private static func text(_ bytes: ArraySlice<UInt8>, _ name: CharsetName) -> String {
        if let text = name.isMultibyte.flatMap({ unexpectedUTF8(bytes, isMultibyte: $0) }) { return text }
        return switch name {
        case .utf8: unicode(bytes)
        case .western: western(bytes)
        case .utf16(let isBigEndian): wide(bytes, isBigEndian)
        case .iso2022jp: japanese(bytes)
        case .converted(let names): converted(bytes, from: names)
        }
    }

    package static func decode(_ bytes: [UInt8], named name: String?) -> String {
        decode(bytes[...], named: name)
    }

    /// Text of a header that is not encoded: UTF-8 (RFC 6532), or what was usual before.
    ///
    /// - Parameter charset: the mail's own; nil: none is known.
    static func headerText(_ bytes: ArraySlice<UInt8>, in charset: String? = nil) -> String {
        guard let charset, bytes.contains(where: { $0 >= 0x80 }), CharsetName(charset).isForRawText else {
            return western(bytes).withFewMarks
        }
        // Here UTF-8 must have better reasons: octets of two are often those of another.
        return (utf8(bytes, goodForBad: 4) ?? text(bytes, CharsetName(charset))).withFewMarks
    }

    /// UTF-8 where it is well-formed. By accident it hardly ever is, with a character outside ASCII in it.
    private static func western(_ bytes: ArraySlice<UInt8>) -> String {
        if ISO2022JP.isMarked(bytes) { return japanese(bytes) }
        return utf8(bytes, goodForBad: 1) ?? Windows1252.decode(bytes)
    }

    /// Broken UTF-8 is repaired where most of it is sound; otherwise it never was any.
    private static func unicode(_ bytes: ArraySlice<UInt8>) -> String {
        utf8(bytes, goodForBad: 1) ?? Windows1252.decode(bytes)
    }

    /// Whether it is UTF-8, but for a few octets.
    static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        // Most is, and no text has to be made to see it.
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return true
        } catch {
            return utf8(bytes, goodForBad: 4) != nil
        }
    }

    /// nil for what is no UTF-8: where it is not well-formed, and has too few sound characters outside ASCII for each broken
    /// one.
    private static func utf8(_ bytes: ArraySlice<UInt8>, goodForBad ratio: Int) -> String? {
        if let text = String(validating: bytes, as: UTF8.self) { return withoutMark(text) }
        let text = String(decoding: SurrogatePairs.joined(bytes), as: UTF8.self)
        var good = 0
        var bad = 0
        for scalar in text.unicodeScalars where !scalar.isASCII {
            if scalar == "\u{FFFD}" { bad += 1 } else { good += 1 }
        }
        return good > ratio * bad ? withoutMark(text) : nil
    }

    /// UTF-8 under another charset's name: so much of it as is not there by accident. nil for what the name is right for.
    private static func unexpectedUTF8(_ bytes: ArraySlice<UInt8>, isMultibyte: Bool) -> String? {
        guard bytes.contains(where: { $0 >= 0x80 }), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let least = isMultibyte ? 4 : 2
        let count = text.unicodeScalars.lazy.filter { !$0.isASCII }.prefix(least).count
        return count == least ? withoutMark(text) : nil
    }

    /// Programs name UTF-16 that have converted to UTF-8 since: text in UTF-16 has zeros, those of its line ends at least.
    private static func wide(_ bytes: ArraySlice<UInt8>, _ isBigEndian: Bool?) -> String {
        let isMarked = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
        if bytes.count >= 8, !isMarked, !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) {
            return withoutMark(text)
        }
        return UTF16Text.decode(bytes, isBigEndian: isBigEndian)
    }

    private static func japanese(_ bytes: ArraySlice<UInt8>) -> String {
        converted(ISO2022JP.shiftJIS(bytes)[...], from: ["CP932", "SHIFT_JIS"])
    }

    private static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// By the first of the names that iconv knows; without one, UTF-8 or windows-1252.
    private static func converted(_ bytes: ArraySlice<UInt8>, from names: [String]) -> String {
        for name in names {
            let descriptor = iconv_open("UTF-8", name)
            // iconv says "unknown" with a pointer of all ones.
            guard let descriptor, Int(bitPattern: descriptor) != -1 else { continue }
            defer { iconv_close(descriptor) }
            return withoutMark(String(decoding: convert(bytes, descriptor), as: UTF8.self))
        }
        return western(bytes)
    }

    /// UTF-8 of `bytes`; each octet that means nothing becomes U+FFFD.
    private static func convert(_ bytes: ArraySlice<UInt8>, _ descriptor: iconv_t) -> [UInt8] {
        var source = Array(bytes)
        var output: [UInt8] = []
        output.reserveCapacity(source.count * 2)
        var chunk = [UInt8](repeating: 0, count: min(max(64, source.count * 3), 32 << 10))
        source.withUnsafeMutableBytes { source in
            chunk.withUnsafeMutableBytes { chunk in
                var input = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = source.count
                while left > 0 {
                    var target = chunk.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var free = chunk.count
                    let result = iconv(descriptor, &input, &left, &target, &free)
                    let reason = errno
                    output += chunk.prefix(chunk.count - free)
                    guard result == -1, reason != E2BIG, left > 0 else { continue }
                    output += "\u{FFFD}".utf8
                    input = input?.advanced(by: 1)
                    left -= 1
                }
                var target = chunk.baseAddress?.assumingMemoryBound(to: CChar.self)
                var free = chunk.count
                // Stateful charsets may still hold a character back.
                _ = iconv(descriptor, nil, nil, &target, &free)
                output += chunk.prefix(chunk.count - free)
            }
        }
        return output
    }
}
