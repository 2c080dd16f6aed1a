// SPDX-License-Identifier: Apache-2.0

/// A word or sign of an address field (RFC 5322 sections 3.2 and 3.4).
struct AddressToken {
    enum Kind: Equatable {
        /// Anything that is not one of the others, encoded words and address literals as a whole.
        case atom
        /// A quoted string, without its quotes and backslashes.
        case quoted
        /// Without its brackets; what is nested in it stays.
        case comment
        /// One of `< > , ; : @`.
        case sign(UInt8)
    }

    let kind: Kind
    let bytes: [UInt8]
    /// White space or a comment stands before it.
    let isSpaced: Bool

    /// A sign as well as a word; without quotes and brackets.
    var written: [UInt8] {
        if case .sign(let sign) = kind { return [sign] }
        return bytes
    }

    /// RFC 5322 lets comments nest without end; deeper ones are taken for text.
    private static let deepestComment = 32

    /// All of a field's. Linear in time. A quote that nothing closes is no quote where no address stands before it, and so is
    /// a bracket that would hide one; any other that is left open ends with the field.
    static func all(_ source: [UInt8]) -> [AddressToken] {
        let span = source.span
        var tokens: [AddressToken] = []
        var index = 0
        var isSpaced = false
        /// Nothing closes a quote, or a bracket, any more.
        var (isQuoteOpen, isBracketOpen) = (false, false)
        while index < source.count {
            let start = index
            var kind = Kind.atom
            var bytes: [UInt8] = []
            switch span[index] {
            case UInt8(ascii: "\"") where !isQuoteOpen:
                let quoted = takeQuoted(span, &index)
                isQuoteOpen = !quoted.isClosed && !hasAddress(tokens)
                if isQuoteOpen {
                    index = start
                    continue
                }
                (kind, bytes) = (.quoted, quoted.bytes)
            case UInt8(ascii: "(") where !isBracketOpen:
                let comment = takeComment(span, &index)
                let hides = !comment.isClosed && comment.bytes.contains(UInt8(ascii: "<"))
                isBracketOpen = hides && !hasAddress(tokens)
                if isBracketOpen {
                    index = start
                    continue
                }
                (kind, bytes) = (.comment, comment.bytes)
            case let byte where ASCII.isBlank(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "("):
                isSpaced = true
                index += 1
                continue
            case let byte where isSign(byte):
                kind = .sign(byte)
                index += 1
            default:
                takeAtom(span, &index)
                bytes = Array(source[start..<index])
            }
            tokens.append(AddressToken(kind: kind, bytes: bytes, isSpaced: isSpaced))
            isSpaced = kind == .comment
        }
        return tokens
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
            UInt8(ascii: "@"):
            true
        default: false
        }
    }

    private static func hasAddress(_ tokens: [AddressToken]) -> Bool {
        tokens.contains { $0.kind == .sign(UInt8(ascii: "@")) }
    }

    private static func takeQuoted(_ source: Span<UInt8>, _ index: inout Int) -> (bytes: [UInt8], isClosed: Bool) {
        var bytes: [UInt8] = []
        index += 1
        while index < source.count {
            var byte = source[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return (bytes, true) }
            if byte == UInt8(ascii: "\\"), index < source.count {
                byte = source[index]
                index += 1
            }
            bytes.append(byte)
        }
        return (bytes, false)
    }

    private static func takeComment(_ source: Span<UInt8>, _ index: inout Int) -> (bytes: [UInt8], isClosed: Bool) {
        var bytes: [UInt8] = []
        var depth = 1
        index += 1
        while index < source.count {
            var byte = source[index]
            index += 1
            if byte == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 { return (bytes, true) }
            } else if byte == UInt8(ascii: "("), depth < deepestComment {
                depth += 1
            } else if byte == UInt8(ascii: "\\"), index < source.count {
                byte = source[index]
                index += 1
            }
            bytes.append(byte)
        }
        return (bytes, false)
    }

    /// An encoded word may hold signs, though it should not; an address literal holds colons.
    private static func takeAtom(_ source: Span<UInt8>, _ index: inout Int) {
        if source[index] == UInt8(ascii: "["), let end = literalEnd(source, from: index) {
            index = end
            return
        }
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: "="), let word = DecodedWord(source, at: index) {
                index = word.end
                continue
            }
            if ASCII.isBlank(byte) || isSign(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "(") { return }
            index += 1
        }
    }

    private static func literalEnd(_ source: Span<UInt8>, from start: Int) -> Int? {
        // The longest literal is an IPv6 address with its tag.
        for index in start..<min(source.count, start + 64) where source[index] == UInt8(ascii: "]") { return index + 1 }
        return nil
    }
}
