// SPDX-License-Identifier: Apache-2.0

/// How servers name a message whose id they replace without saying so: the name in their id stands in the words with which
/// they took it, `250 2.0.0 Ok: queued as 4XyzAbC123z2` for `<4XyzAbC123z2@example.com>`.
package struct ServerNames: Sendable, Equatable {
    /// Octets of the shortest name that says which message is meant; ids that a server makes are longer.
    package let shortest: Int

    package init(shortest: Int) {
        self.shortest = shortest
    }

    /// Whether the words name a message as this id does.
    package func areNamed(by id: String, in words: String) -> Bool {
        let bare = id.utf8.drop { $0 == UInt8(ascii: "<") }.prefix { $0 != UInt8(ascii: ">") }
        let name = bare.prefix { $0 != UInt8(ascii: "@") }
        guard name.count >= shortest else { return false }
        return Self.tokens(of: words).contains { $0.utf8.elementsEqual(name) }
            || Self.bracketed(in: words).contains { $0.elementsEqual(bare) }
    }

    /// The words between blanks, brackets and equals signs.
    package static func tokens(of words: String) -> [Substring] {
        words.unicodeScalars.split { " <>[]()=;,@".unicodeScalars.contains($0) }.map { Substring($0) }
    }

    /// What stands in angle brackets.
    private static func bracketed(in words: String) -> [Substring.UTF8View] {
        words.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
            .map { piece in piece.prefix { $0 != UInt8(ascii: ">") } }
    }
}
