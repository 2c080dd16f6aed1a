// SPDX-License-Identifier: Apache-2.0

/// A Message-ID that is safe to write into a header (RFC 5322 section 3.6.4): `<left@right>` of visible ASCII characters.
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// With its angle brackets.
    package let text: String

    /// Octets of the longest one that fits on a line of 998 behind any field name.
    package static let longest = 900

    /// nil where the text is no Message-ID. Ids without `@`, which some programs write, are taken.
    package init?(_ text: some StringProtocol) {
        let utf8 = Substring(text).utf8
        guard (3...Self.longest).contains(utf8.count), utf8.first == UInt8(ascii: "<"), utf8.last == UInt8(ascii: ">"),
            utf8.dropFirst().dropLast().allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = String(text)
    }

    package var description: String { text }

    /// Visible ASCII but the brackets themselves.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }
}
