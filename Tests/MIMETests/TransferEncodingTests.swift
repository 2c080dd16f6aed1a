// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MIME

@Suite("A transfer encoding")
struct TransferEncodingTests {
    static let cases: [(encoding: String, body: String, text: String)] = [
        ("", "=41 YQ==", "=41 YQ=="),
        ("7bit", "a", "a"),
        ("8bit", "ü", "ü"),
        ("x-unknown", "=41", "=41"),
        ("quoted-printable", "=41=c3=bc", "Aü"),
        ("Quoted-Printable ", "=41", "A"),
        ("quoted-printable", "a=\r\nb", "ab"),
        ("quoted-printable", "a= \t\r\nb", "ab"),
        ("quoted-printable", "a=\nb", "ab"),
        ("quoted-printable", "a=", "a"),
        ("quoted-printable", "a=4", "a=4"),
        ("quoted-printable", "a==41", "a=A"),
        ("quoted-printable", "=ZZ=", "=ZZ"),
        ("quoted-printable", "a = b", "a = b"),
        ("base64", "SGVsbG8=", "Hello"),
        ("base64 (usual)", "SGVsbG8=", "Hello"),
        ("BASE64;", "SGVs\r\nbG8", "Hello"),
        ("base64", "S G*V!s\u{0}b-G8", "Hello"),
        ("base64", "SGVsbG8=SGVs", "Hello"),
        ("base64", "SGVsbG8=\r\n-- \r\nfooter", "Hello"),
        ("quoted-printable, 8bit", "=41", "A"),
        ("\"quoted-printable\"", "=41", "A"),
        ("quoted printable", "=41", "A"),
        ("Quoted_Printable", "=41", "A"),
        ("8bit, base64", "SGVs", "Hel"),
        ("7bit (not base64)", "SGVs", "SGVs"),
        ("base64", "====", ""),
        ("base64", "", ""),
        ("base64", "A", ""),
        ("base64", "=SGVs=bG8", "Hello"),
        ("x-uue", "begin 644 a\r\n%2&5L;&\\\r\n`\r\nend\r\nmore", "Hello"),
        ("x-uuencode", "prose\r\nbegin 644 a\r\n%2&5L;&\\\r\nend", "Hello"),
        ("uuencode", "no beginning", "no beginning"),
        ("x-uuencode", "begin 644 a\r\nM\r\n", String(repeating: "\u{0}", count: 45)),
    ]

    @Test("is undone, whatever mistakes it has", arguments: cases)
    func decodes(_ item: (encoding: String, body: String, text: String)) {
        let encoding = TransferEncoding(Array(item.encoding.utf8))
        let decoded = encoding.decode(Array(item.body.utf8)[...])
        #expect(String(decoding: decoded, as: UTF8.self) == item.text, "\(item)")
    }

    @Test("base64 gives back every octet")
    func isComplete() {
        let mail = "Content-Transfer-Encoding: base64\r\n\r\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g/v8=\r\n"
        #expect(ParsedMail.parse(Array(mail.utf8)).root.bytes == [UInt8](0...32) + [254, 255])
    }
}
