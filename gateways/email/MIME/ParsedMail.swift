// SPDX-License-Identifier: Apache-2.0

/// One mail (RFC 5322, RFC 2045) taken apart. Parsing never fails: real mail is often broken, and whatever comes,
/// something readable comes out.
package struct ParsedMail: Sendable {
    /// The mail's own header and body.
    package let root: Entity
    /// True where a limit was reached: what is here was read, and there was more.
    package let isTruncated: Bool

    /// Takes a mail apart, in time linear to its size. The entities are slices of `bytes`, not copies.
    /// Lines may end with CR LF or with a bare LF, as stored mail has it.
    package static func parse(_ bytes: [UInt8], limits: ParsingLimits = .standard) -> ParsedMail {
        var parser = MailParser(bytes, limits: limits)
        let root = parser.mail()
        return ParsedMail(root: root, isTruncated: parser.budget.isTruncated)
    }

    /// All entities that hold no others, in the order in which they stand, those of attached mails included.
    package var leaves: [Entity] { root.leaves }
}
