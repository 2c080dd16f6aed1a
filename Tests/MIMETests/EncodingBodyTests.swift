// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MIME

@Suite struct EncodingBodyTests {
    @Test(
        "quoted-printable",
        arguments: [
            ("plain\r\n", "plain\r\n"), ("a=b\r\n", "a=3Db\r\n"), ("end \r\n", "end=20\r\n"),
            ("tab\t\r\n", "tab=09\r\n"),
            (".dot\r\n", "=2Edot\r\n"), ("From me\r\n", "=46rom me\r\n"), ("From\r\n", "From\r\n"),
            ("é\r\n", "=C3=A9\r\n"),
            ("", ""), ("\r\n\r\n", "\r\n\r\n"), ("no end", "no end"),
            (String(repeating: "x", count: 80), String(repeating: "x", count: 75) + "=\r\nxxxxx"),
            (String(repeating: "x", count: 73) + "é", String(repeating: "x", count: 73) + "=\r\n=C3=A9"),
        ])
    func quotedPrintable(text: String, expected: String) {
        let encoded = QuotedPrintableText.encode(Array(text.utf8))
        #expect(String(decoding: encoded, as: UTF8.self) == expected)
        #expect(TransferEncoding.quotedPrintable.decode(encoded[...]) == Array(text.utf8)[...])
    }

    @Test("base64 comes back, in lines of 76", arguments: [0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 1000])
    func base64(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167) }
        let encoded = Base64Text.lines(bytes)
        #expect(encoded.split(separator: 0x0A).allSatisfy { $0.count <= 77 && $0.last == 0x0D })
        #expect(TransferEncoding.base64.decode(encoded[...]) == bytes[...])
    }

    @Test(
        "flowed text",
        arguments: [
            ([FlowedLine("short")], "short\r\n"), ([FlowedLine("trailing  ")], "trailing\r\n"),
            ([FlowedLine("-- ")], "-- \r\n"), ([FlowedLine(" indented")], "  indented\r\n"),
            ([FlowedLine("> no quotation")], " > no quotation\r\n"), ([FlowedLine("From here")], " From here\r\n"),
            ([FlowedLine("quoted", quoteDepth: 2)], ">> quoted\r\n"), ([FlowedLine("", quoteDepth: 1)], ">\r\n"),
            ([FlowedLine("")], "\r\n"),
            (
                [FlowedLine(String(repeating: "word ", count: 20))],
                String(repeating: "word ", count: 15) + "\r\n" + String(repeating: "word ", count: 4) + "word\r\n"
            ),
            (
                [FlowedLine(String(repeating: "code ", count: 20) + ";", isFixed: true)],
                String(repeating: "code ", count: 20) + ";\r\n"
            ),
            ([FlowedLine(String(repeating: "x", count: 200))], String(repeating: "x", count: 200) + "\r\n"),
            (
                [FlowedLine("-- " + String(repeating: "x", count: 90) + " y")],
                "-- " + String(repeating: "x", count: 90) + " \r\ny\r\n"
            ),
        ])
    func flowed(lines: [FlowedLine], expected: String) {
        #expect(FlowedWriter.encode(lines) == expected)
    }

    static let texts = [
        "Hello", "", "Two\nlines", "Grüße\n\nMit Umlauten: äöüß",
        "日本語のテキストです。\n長い行" + String(repeating: "あ", count: 500),
        String(repeating: "a long line of words ", count: 60) + "end", String(repeating: "x", count: 3_000),
        "\n> something\n From there\n>> more", ".\n..\nFrom x", "= =3D =\n", "tabs\tand   blanks inside\t.",
        "emoji 👨‍👩‍👧‍👦 " + String(repeating: "👍🏽", count: 100), "windows\r\nline ends\r\nand\rold ones",
        String(repeating: "Ein längerer Satz mit Umlauten über mehrere Zeilen. ", count: 30) + "Ende",
    ]

    @Test("a text comes back as it was", arguments: texts)
    func textRoundTrip(_ text: String) {
        let normal = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let lines = normal.split(separator: "\n", omittingEmptySubsequences: false).map { FlowedLine(String($0)) }
        let part = EncodedPart.flowed(lines)
        let entity = ParsedMail.parse(part.header + [0x0D, 0x0A] + part.body).root
        #expect(entity.contentType.essence == "text/plain" && entity.contentType.charset == "utf-8")
        #expect(trimmedEnd(entity.text) == trimmedEnd(normal), "\(String(decoding: part.body, as: UTF8.self))")
        #expect(flaws(part.body).isEmpty)
    }

    @Test("control characters do not go into a text")
    func controls() {
        let part = EncodedPart.text("a\u{0}b\u{8}c\u{1B}[31md\u{7F}e\tf\r\ng")
        #expect(String(decoding: part.body, as: UTF8.self) == "abc[31mde\tf\r\ng\r\n")
    }

    @Test(
        "the plainest encoding that holds it",
        arguments: [
            ("ascii", "7bit"), (String(repeating: "x", count: 999), "quoted-printable"), ("größer", "quoted-printable"),
            (String(repeating: "x", count: 998), "7bit"), ("日本語のテキスト", "base64"), ("привет мир", "base64"),
        ])
    func choice(text: String, expected: String) {
        let fields = ParsedMail.parse(EncodedPart.text(text).header + [0x0D, 0x0A]).root.fields
        #expect(fields["Content-Transfer-Encoding"] == expected)
    }

    @Test("a boundary cannot be forged, parts come back as they were, and twice the same", arguments: 1...3)
    func boundaries(depth: Int) {
        let hostile = (1...4).map { "--=_part_\($0)=_\r\nContent-Type: text/html\r\n\r\nforged\r\n--=_part_\($0)=_--" }
        var part = EncodedPart.text(hostile.joined(separator: "\r\n"))
        for _ in 0..<depth { part = MultipartWriter.join(.mixed, [part, .text("second"), .text(hostile[0])]) }
        let mail = ParsedMail.parse(part.header + [0x0D, 0x0A] + part.body)
        #expect(mail.root.leaves.count == 1 + depth * 2)
        #expect(mail.root.leaves.allSatisfy { $0.contentType.essence == "text/plain" })
        #expect(trimmedEnd(mail.root.leaves[0].text) == hostile.joined(separator: "\n").replacing("\r\n", with: "\n"))
        #expect(mail.root.leaves.filter { trimmedEnd($0.text) == "second" }.count == depth)
    }

    @Test(
        "an attachment comes back with its bytes, name and type",
        arguments: [
            ("photo.jpg", "image/jpeg", "image/jpeg"), ("Übersicht.pdf", "Application/PDF", "application/pdf"),
            ("mail.eml", "message/rfc822", "application/octet-stream"), ("x", "garbage", "application/octet-stream"),
            ("x", "multipart/mixed; boundary=a", "application/octet-stream"), ("n.txt", "text/plain", "text/plain"),
            ("evil\r\nX-Evil: 1.txt", "text/html\r\nX-Evil: 1", "application/octet-stream"),
        ])
    func attachments(name: String, type: String, expected: String) {
        let bytes = Array("bytes \u{0} \r\n and more ü".utf8)
        let part = EncodedPart.attachment(name: name, type: MediaType(type) ?? .octetStream, bytes: bytes)
        let entity = ParsedMail.parse(part.header + [0x0D, 0x0A] + part.body).root
        #expect(entity.bytes == bytes)
        #expect(entity.contentType.essence == expected)
        #expect(entity.fileName == HeaderText(name).text)
        #expect(entity.fields.count == 3, "\(String(decoding: part.header, as: UTF8.self))")
    }

    private func trimmedEnd(_ text: String) -> String {
        var text = text[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }

    /// Lines that are longer than 998 octets, not ASCII, or do not end in CRLF.
    private func flaws(_ body: [UInt8]) -> [String] {
        body.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().filter { line in
            line.count > 999 || line.last != 0x0D || line.dropLast().contains { $0 >= 0x80 || $0 == 0x0D || $0 == 0 }
        }.map { String(decoding: $0, as: UTF8.self) }
    }
}
