// SPDX-License-Identifier: Apache-2.0

/// How much of a hostile mail is read. What is beyond is not shown, and `ParsedMail.isTruncated` says so.
package struct ParsingLimits: Sendable {
    /// Entities inside each other, the mail itself being the first. Deeper ones stay undivided.
    package var depth: Int
    /// Entities in all: the mail, its multiparts, their parts.
    package var parts: Int
    /// Fields of one header.
    package var headerFields: Int
    /// Octets of one field's value; the rest of the value is cut off.
    package var fieldLength: Int
    /// Octets of one header; what is beyond is cut off, further fields are left out.
    package var headerLength: Int
    /// Octets that attached mails may fill when they are transfer-encoded, against the rules (RFC 2046 section
    /// 5.2.1), and must be decoded into memory of their own to be read.
    package var decodedMails: Int

    /// The first three are the design's; Exim and Postfix stand near the others (1 MiB and 100 KiB a header). Long
    /// lists of recipients in one field are real.
    package static let standard = ParsingLimits(
        depth: 32, parts: 512, headerFields: 1000, fieldLength: 256 << 10, headerLength: 2 << 20,
        decodedMails: 32 << 20)

    package init(
        depth: Int, parts: Int, headerFields: Int, fieldLength: Int, headerLength: Int, decodedMails: Int
    ) {
        self.depth = depth
        self.parts = parts
        self.headerFields = headerFields
        self.fieldLength = fieldLength
        self.headerLength = headerLength
        self.decodedMails = decodedMails
    }
}
