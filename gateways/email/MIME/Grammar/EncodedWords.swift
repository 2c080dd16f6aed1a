// SPDX-License-Identifier: Apache-2.0

import Notation

/// Text of a header that may hold encoded words (RFC 2047).
struct EncodedWords {
    private var text = ""
    /// Octets of the words read last, all in one charset. Writers cut characters in two: they are put together first.
    private var open: (charset: String, bytes: [UInt8])?
    private var conversions = 0
    /// Of what stands between the words and is no UTF-8; nil: none is known.
    private let plainCharset: String?

    private init(_ plainCharset: String?) {
        self.plainCharset = plainCharset
    }

    /// Changes of charset in one text. Some charsets cost iconv a tenth of a millisecond to set up, and a text of 256
    /// KiB could name thousands.
    static let mostConversions = 500

    /// The text, blanks between adjacent words dropped. Broken words, and those beyond the limit, stay as they are.
    /// Linear in time.
    ///
    /// - Parameter charset: the mail's own, for what is not encoded; nil: none is known.
    static func decode(_ bytes: [UInt8], in charset: String? = nil) -> String {
        let span = bytes.span
        var words = EncodedWords(charset)
        /// Where the plain text behind the last word begins.
        var plain = 0
        var index = 0
        while let start = span.firstIndex(of: UInt8(ascii: "="), in: index..<bytes.count) {
            guard words.conversions < mostConversions, let word = DecodedWord(span, at: start) else {
                index = start + 1
                continue
            }
            words.add(plain: bytes[plain..<start], beforeWord: true)
            words.add(word)
            plain = word.end
            index = plain
        }
        words.add(plain: bytes[plain...], beforeWord: false)
        // Words that follow each other may have put marks together.
        return words.text.withFewMarks
    }

    /// RFC 2047 section 6.2: white space between two words is not shown.
    private mutating func add(plain: ArraySlice<UInt8>, beforeWord: Bool) {
        if beforeWord, open != nil, plain.allSatisfy(ASCII.isBlank) { return }
        flush()
        if !plain.isEmpty { text += Charset.headerText(plain, in: plainCharset) }
    }

    private mutating func add(_ word: DecodedWord) {
        if open?.charset.lowercased() != word.charset.lowercased() {
            flush()
            open = (word.charset, [])
            conversions += 1
        }
        open?.bytes += word.bytes
    }

    private mutating func flush() {
        guard let word = open else { return }
        text += Charset.decode(word.bytes, named: word.charset)
        open = nil
    }
}
