// SPDX-License-Identifier: Apache-2.0

/// Message identifiers (RFC 5322 section 3.6.4), as Message-ID, In-Reply-To, References and Content-ID carry them.
enum MessageIDs {
    /// RFC 5322 section 2.1.1: a line, and so what cannot be folded, has 998 octets at the most.
    private static let longest = 998

    /// Those in angle brackets, in order; blanks inside, left by careless folding, are dropped. Without any bracket,
    /// the words that have an at sign.
    static func parse(_ value: [UInt8]) -> [String] {
        var found: [String] = []
        var rest = value[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")),
            let end = rest[start...].firstIndex(of: UInt8(ascii: ">"))
        {
            // The innermost bracket counts: `<<a@b>`.
            let first = rest[..<end].lastIndex(of: UInt8(ascii: "<")) ?? start
            found += identifier(rest[(first + 1)..<end])
            rest = rest[(end + 1)...]
        }
        guard found.isEmpty, !value.contains(UInt8(ascii: "<")) else { return found }
        return value.split(whereSeparator: ASCII.isBlank).filter { $0.contains(UInt8(ascii: "@")) }.flatMap(identifier)
    }

    private static func identifier(_ bytes: ArraySlice<UInt8>) -> [String] {
        let visible = bytes.filter { $0 > 0x20 && $0 != 0x7F }
        guard !visible.isEmpty, visible.count <= longest else { return [] }
        return ["<" + Charset.headerText(visible[...]).filter { !$0.isWhitespace } + ">"]
    }
}
