// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import MIME

@Suite("Encoded words")
struct EncodedWordsTests {
    static let cases: [(written: String, text: String)] = [
        ("", ""),
        ("plain", "plain"),
        ("=?utf-8?Q?a?=", "a"),
        ("=?UTF-8?b?YQ?=", "a"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
        ("=?utf-8?Q?a?= \t =?UTF-8?B?Yg==?=", "ab"),
        ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        ("=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=", "ü"),
        ("=?utf-8?Q?=C3?= =?utf-8?B?vA==?=", "ü"),
        ("=?iso-2022-jp?B?GyRCJSI=?= =?iso-2022-jp?B?JSQbKEI=?=", "アイ"),
        ("=?utf-8?Q?=C3?= =?iso-8859-1?Q?=FC?=", "Ãü"),
        ("=?utf-8*en?Q?a?=", "a"),
        ("=?utf-8?Q?a=?=", "a="),
        ("=?utf-8?Q?a=3?=", "a=3"),
        ("=?utf-8?Q?what??=", "what?"),
        ("=?utf-8?Q?a", "=?utf-8?Q?a"),
        ("=?utf-8?Z?a?=", "=?utf-8?Z?a?="),
        ("=?utf-8?Q", "=?utf-8?Q"),
        ("=?", "=?"),
        ("=", "="),
        ("=??=", "=??="),
        ("=?=?utf-8?Q?a?=", "=?a"),
        ("=?u t?Q?a?=", "=?u t?Q?a?="),
        ("=?\(String(repeating: "x", count: 100))?Q?a?=", "=?\(String(repeating: "x", count: 100))?Q?a?="),
        ("Grüße =?utf-8?Q?=C3=BC?=", "Grüße ü"),
    ]

    @Test("are decoded, and stay as they are where they are broken", arguments: cases)
    func decodes(_ item: (written: String, text: String)) {
        #expect(EncodedWords.decode(Array(item.written.utf8)) == item.text, "\(item.written)")
    }

    @Test(
        "take time in proportion", .patience,
        arguments: ["=?", "=?a?q?", "=?a?q?x ", "=?utf-8?q?a?= "]
    )
    func isLinear(_ piece: String) {
        let text = Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8)
        _ = EncodedWords.decode(text)
    }

    @Test("are decoded up to a limit, and the rest stays as it is")
    func areLimited() {
        let pair = "=?koi8-r?Q?=C1?= =?koi8-u?Q?=C1?= "
        let text = EncodedWords.decode(Array(String(repeating: pair, count: 1000).utf8))
        #expect(text.filter { $0 == "а" }.count == EncodedWords.mostConversions)
        #expect(text.hasSuffix("=?koi8-u?Q?=C1?= "))
    }

    @Test("never bring a line end into a header")
    func staysInOneLine() {
        let mail = ParsedMail.parse(Array("Subject: =?utf-8?Q?a=0D=0ABcc:_x=E2=80=A8y=C2=85z?=\r\n\r\n".utf8))
        #expect(mail.root.fields.subject == "a Bcc: x y z")
    }
}
