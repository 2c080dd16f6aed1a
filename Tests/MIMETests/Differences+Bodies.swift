// SPDX-License-Identifier: Apache-2.0

// Types, bodies, charsets and parts.
extension Difference {
    static let bodies = [
        Difference(
            "attached/base64",
            because: "Attached mail in base64 breaks RFC 2046 section 5.2.1, and is decoded all the same.",
            ["part 2 bytes": "attached mail\r\n", "part 2 text": "attached mail\n"]),
        Difference(
            "body/base64/one-sign",
            because: "A single sign stands for nothing.",
            ["part 0 bytes": "", "part 0 text": ""]),
        Difference(
            "body/base64/one-sign-over",
            because: "One sign too many costs that sign; Python gives up the whole body.",
            ["part 0 bytes": "Hello,", "part 0 text": "Hello,"]),
        Difference(
            "body/encoding/comment",
            because: "A comment behind the encoding does not make it another one.",
            ["part 0 bytes": "Hel", "part 0 text": "Hel"]),
        Difference(
            "body/encoding/semicolon",
            because: "A semicolon behind the encoding does not make it another one.",
            ["part 0 bytes": "Hel", "part 0 text": "Hel"]),
        Difference(
            "body/qp/double-equals",
            because: "An equals sign that encodes nothing stays, each of two as well.",
            ["part 0 bytes": "a == b\r\n", "part 0 text": "a == b\n"]),
        Difference(
            "body/qp/soft-break-blank",
            because: "Blanks behind a soft line break were added on the way (RFC 2045 section 6.7, rule 3).",
            ["part 0 bytes": "one line\r\n", "part 0 text": "one line\n"]),
        Difference(
            "broken/boundary-unquoted-odd",
            because: "A boundary with signs that need quotes is meant as a whole.",
            ["part 0 bytes": "", "parts": "multipart/mixed text/plain"]),
        Difference(
            "broken/header-without-colon",
            because: "A line that is no field costs that line; the header goes on where a usual field stands below.",
            ["from": " <a@example.com>", "part 0 bytes": "body\r\n", "part 0 text": "body\n"]),
        Difference(
            "broken/inner-closes-outer",
            because: "Where an inner boundary equals the outer one, the outer one divides.",
            ["parts": "multipart/mixed text/plain text/plain text/html"]),
        Difference(
            "broken/inner-unterminated",
            because: "One line end belongs to each delimiter, the inner one that is missing as well.",
            ["part 3 bytes": "<p>Gr&uuml;&szlig;e</p>\r\n", "part 3 text": "<p>Gr&uuml;&szlig;e</p>\n"]),
        Difference(
            "broken/no-boundary",
            because: "A multipart without parts is shown as text.",
            ["parts": "text/plain"]),
        Difference(
            "broken/no-boundary-but-parts",
            because: "A missing boundary is guessed from the line above a part's header.",
            ["part 0 bytes": "", "parts": "multipart/mixed text/plain"]),
        Difference(
            "broken/no-parts",
            because: "A multipart without parts is shown as text.",
            ["parts": "text/plain"]),
        Difference(
            "broken/non-ascii-name",
            because: "The line ends the header; its UTF-8 is read, though no charset is named.",
            ["part 0 text": "Grüße: two\n\nbody\n"]),
        Difference(
            "broken/nul-in-header",
            because: "A NUL is no text.",
            ["subject": "ab"]),
        Difference(
            "broken/only-closing",
            because: "A multipart without parts is shown as text.",
            ["parts": "text/plain"]),
        Difference(
            "broken/wrong-boundary",
            because: "A multipart without parts is shown as text.",
            ["parts": "text/plain"]),
        Difference(
            "guess/ascii-but-latin-1",
            because: "ASCII with octets above 127 that are not UTF-8 is windows-1252.",
            ["part 0 text": "Grüße\n"]),
        Difference(
            "guess/ascii-but-utf-8",
            because: "ASCII with octets above 127 that are well-formed UTF-8 is UTF-8.",
            ["part 0 text": "Grüße\n"]),
        Difference(
            "guess/euc-kr-but-cp949",
            because: "EUC-KR means its superset CP949.",
            ["part 0 text": "똠방\n"]),
        Difference(
            "guess/gb2312-but-gbk",
            because: "GB2312 means its superset GB18030.",
            ["part 0 text": "镕基\n"]),
        Difference(
            "guess/latin-1-but-1252",
            because: "Latin 1 means windows-1252, as everywhere since the Web.",
            ["part 0 text": "“Grüße” – 5 €\n"]),
        Difference(
            "guess/latin-1-but-utf-8",
            because: "Well-formed UTF-8 under the name of Latin 1 is UTF-8: mailers mislabel it.",
            ["part 0 text": "Grüße\n"]),
        Difference(
            "guess/shift_jis-but-cp932",
            because: "Shift JIS means its superset CP932.",
            ["part 0 text": "①㈱\n"]),
        Difference(
            "guess/undeclared-utf-8",
            because: "Without a charset, well-formed UTF-8 is UTF-8.",
            ["part 0 text": "Grüße\n"]),
        Difference(
            "guess/utf-8-but-latin-1",
            because: "What claims to be UTF-8 and has not one sound character is windows-1252.",
            ["part 0 text": "Grüße\n"]),
        Difference(
            "guess/utf-8-mark",
            because: "A byte order mark is no text.",
            ["part 0 text": "Grüße\n"]),
        Difference(
            "type/comma",
            because: "A comma for a semicolon: the type before it can be read.",
            ["parts": "text/plain"]),
        Difference(
            "type/comment-before",
            because: "A comment behind the type does not belong to it.",
            ["parts": "text/plain"]),
        Difference(
            "type/message-partial",
            because: "A fragment is no mail of its own (RFC 2046 section 5.2.2): it is kept as it came.",
            [
                "part 1 bytes": "nothing",
                "part 1 file": "nothing",
                "part 1 text": "nothing",
                "parts": "message/partial",
            ]),
        Difference(
            "type/no-semicolon",
            because: "The semicolon was forgotten; type and charset can still be read.",
            ["parts": "text/plain"]),
        Difference(
            "type/spaces",
            because: "Blanks around the slash do not make another type.",
            ["parts": "text/plain"]),
    ]
}
