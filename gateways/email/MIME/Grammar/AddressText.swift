// SPDX-License-Identifier: Apache-2.0

/// The `local@domain` among some words (RFC 5322 section 3.4.1).
enum AddressText {
    /// The last one, and the index of its first word. White space splits words, except around a dot or an at sign,
    /// where RFC 5322 section 4.4 lets it stand. nil where there is no at sign.
    static func find(in tokens: [AddressToken]) -> (address: String, start: Int)? {
        guard let at = tokens.lastIndex(where: { $0.kind == .sign(UInt8(ascii: "@")) }) else { return nil }
        var start = at
        while start > 0, isJoined(tokens[start - 1], tokens[start]) { start -= 1 }
        var end = at + 1
        while end < tokens.count, isJoined(tokens[end - 1], tokens[end]) { end += 1 }
        // A route, or `mailto:`.
        let colon = tokens[start..<at].lastIndex { $0.kind == .sign(UInt8(ascii: ":")) }
        let address = (colon.map { $0 + 1 } ?? start)..<end
        return (Charset.headerText(text(tokens[address], local: at)[...]), start)
    }

    private static func isJoined(_ first: AddressToken, _ second: AddressToken) -> Bool {
        guard second.isSpaced else { return true }
        func isAt(_ token: AddressToken) -> Bool { token.kind == .sign(UInt8(ascii: "@")) }
        return isAt(first) || isAt(second) || first.bytes.last == UInt8(ascii: ".")
            || second.bytes.first == UInt8(ascii: ".")
    }

    /// The words together; a quoted local part gets its quotes back where it needs them.
    private static func text(_ tokens: ArraySlice<AddressToken>, local at: Int) -> [UInt8] {
        let local = tokens[..<at]
        let isQuoted = local.contains { $0.kind == .quoted && !isDotAtom($0.bytes) }
        var bytes = local.flatMap(\.written)
        if isQuoted { bytes = [UInt8(ascii: "\"")] + bytes.flatMap(escaped) + [UInt8(ascii: "\"")] }
        return bytes + tokens[at...].flatMap(\.written)
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
    }

    /// Letters, digits and the signs of RFC 5322 section 3.2.3, with single dots between.
    private static func isDotAtom(_ bytes: [UInt8]) -> Bool {
        let signs = Array("!#$%&'*+-/=?^_`{|}~.".utf8)
        let isText = bytes.allSatisfy { byte in
            byte >= 0x80 || ASCII.isDigit(byte) || signs.contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(ASCII.lowerCase(byte))
        }
        let dot = UInt8(ascii: ".")
        return isText && !bytes.isEmpty && bytes.first != dot && bytes.last != dot
            && !zip(bytes, bytes.dropFirst()).contains { $0 == (dot, dot) }
    }
}
