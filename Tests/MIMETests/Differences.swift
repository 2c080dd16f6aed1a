// SPDX-License-Identifier: Apache-2.0

/// A shape of mail that we read otherwise than Python's `email` package does, and want to.
struct Difference: Sendable {
    let shape: String
    let reason: String
    /// What we read, by name of the finding: those findings only that differ.
    let ours: [String: String]

    init(_ shape: String, because reason: String, _ ours: [String: String]) {
        self.shape = shape
        self.reason = reason
        self.ours = ours
    }

    static let all = headers + bodies

    static func of(_ shape: OracleShape) -> Difference? { all.first { $0.shape == shape.name } }
}

// Subjects, addresses, file names and dates.
extension Difference {
    static let headers = [
        Difference(
            "address/comment-behind",
            because: "A comment behind a bare address is its name, as it was before RFC 822 and is still written.",
            ["to": "John Doe <john@example.com>"]),
        Difference(
            "address/double-angle",
            because: "The address can be read in spite of the doubled bracket.",
            ["to": "John <john@example.com>"]),
        Difference(
            "address/encoded-two-words",
            because: "White space between encoded words is not shown (RFC 2047 section 6.2); Python adds a blank.",
            ["to": "Jürgen Müller <j@example.com>"]),
        Difference(
            "address/latin-1-name",
            because: "Octets that are not UTF-8 are taken for windows-1252; Python gives them up.",
            ["to": "Jürgen <j@example.com>"]),
        Difference(
            "address/mailto",
            because: "The address behind a needless mailto: can be read.",
            ["to": " <john@example.com>"]),
        Difference(
            "address/semicolons",
            because: "Mailers separate addresses with semicolons outside groups too.",
            ["to": " <a@example.com>;  <b@example.com>"]),
        Difference(
            "address/trailing-comment-open",
            because: "A comment behind a bare address is its name, closed or not.",
            ["to": "never closed <john@example.com>"]),
        Difference(
            "address/trailing-dot",
            because: "A domain may end with the root's dot; it is dropped.",
            ["to": " <john@example.com>"]),
        Difference(
            "address/unclosed-quote",
            because: "A quote that nothing closes is no quote, and hides no address.",
            ["to": "John <john@example.com>"]),
        Difference(
            "address/unquoted-at",
            because: "The address stands in the brackets; an unquoted at sign in the name does not hide it.",
            ["to": "john@work <john@example.com>"]),
        Difference(
            "address/unquoted-comma",
            because: "A name whose quotes were forgotten keeps both halves.",
            ["to": "Doe, John <john@example.com>"]),
        Difference(
            "address/upper-case-domain",
            because: "Domains are compared without case: ours come in lower case.",
            ["to": " <John@example.com>"]),
        Difference(
            "date/colon-offset",
            because: "+01:00 is an hour east of Greenwich.",
            ["date": "1704099600"]),
        Difference(
            "date/gmt-offset",
            because: "GMT+0100 is an hour east of Greenwich.",
            ["date": "1704099600"]),
        Difference(
            "date/iso-8601",
            because: "ISO 8601 is no mail date, and programs write it.",
            ["date": "1704103200"]),
        Difference(
            "date/iso-8601-blank",
            because: "ISO 8601 is no mail date, and programs write it.",
            ["date": "1704099600"]),
        Difference(
            "date/leap-second",
            because: "A leap second exists (RFC 5322 section 3.3); it is taken for the one before.",
            ["date": "1483228799"]),
        Difference(
            "date/three-digit-year",
            because: "Three digits count from 1900 (RFC 5322 section 4.3).",
            ["date": "1704103200"]),
        Difference(
            "file/brackets-unquoted",
            because: "Brackets without a blank before them are part of the name, not a comment.",
            ["part 0 file": "report(1).pdf"]),
        Difference(
            "file/encoded-word-unquoted",
            because: "An encoded word without quotes is a name as well as one in quotes.",
            ["part 0 file": "übersicht.pdf"]),
        Difference(
            "file/no-semicolon",
            because: "The semicolon was forgotten; the name can still be read.",
            ["part 0 file": "report.pdf"]),
        Difference(
            "file/raw-latin-1",
            because: "Octets that are not UTF-8 are taken for windows-1252; Python gives them up.",
            ["part 0 file": "übersicht.pdf"]),
        Difference(
            "file/rfc2231-both",
            because: "The extended form is the better one where both stand, as in RFC 6266 section 4.3.",
            ["part 0 file": "ü.pdf"]),
        Difference(
            "file/unquoted-blank",
            because: "The quotes were forgotten; the name is meant as a whole.",
            ["part 0 file": "annual report.pdf"]),
        Difference(
            "file/windows-path",
            because: "A backslash that escapes no quote and no backslash is meant as it stands.",
            ["part 0 file": "C:\\temp\\report.pdf"]),
        Difference(
            "subject/latin-1-as-utf-8",
            because: "What claims to be UTF-8 and has not one sound character is windows-1252; Python gives it up.",
            ["subject": "Grüße"]),
        Difference(
            "subject/no-charset",
            because: "An encoded word names its charset (RFC 2047 section 2); without one it stays as it is.",
            ["subject": "=??Q?abc?="]),
        Difference(
            "subject/raw-latin-1",
            because: "Octets that are not UTF-8 are taken for windows-1252; Python gives them up.",
            ["subject": "Grüße"]),
        Difference(
            "subject/space-before-colon",
            because: "Blanks before the colon are obsolete syntax (RFC 5322 section 4.5), not the end of the header.",
            ["from": " <a@example.com>", "part 0 bytes": "", "part 0 text": "", "subject": "obsolete"]),
        Difference(
            "subject/utf-8-as-latin-1",
            because: "Well-formed UTF-8 under the name of Latin 1 is UTF-8: mailers mislabel it.",
            ["subject": "Grüße"]),
    ]
}
