// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MIME

@Suite("An entity's text")
struct EntityTextTests {
    private func entity(_ header: String, _ body: String) -> Entity {
        ParsedMail.parse(Array((header + "\r\n\r\n" + body).utf8)).root
    }

    static let flowed: [(body: String, text: String)] = [
        ("one \r\ntwo\r\n", "one two\n"),
        ("one\r\ntwo\r\n", "one\ntwo\n"),
        ("one \r\n\r\ntwo", "one \ntwo"),
        ("> one \r\n> two\r\nthree", "> one two\nthree"),
        (">> deep \r\n> less\r\n", "> > deep\n> less\n"),
        (" >not quoted\r\n", ">not quoted\n"),
        (" From here\r\n", "From here\n"),
        ("text \r\n-- \r\nme \r\nagain", "text\n-- \nme again"),
        ("  stuffed \r\n  twice", " stuffed  twice"),
        ("", ""),
    ]

    @Test("flows where it says so", arguments: flowed)
    func flows(_ item: (body: String, text: String)) {
        let flowed = entity("Content-Type: text/plain; format=Flowed", item.body)
        #expect(flowed.text == item.text, "\(item.body.debugDescription)")
        #expect(flowed.rawText == item.body.replacing("\r\n", with: "\n"), "\(item.body.debugDescription)")
        let fixed = entity("Content-Type: text/plain", item.body)
        #expect(fixed.text == fixed.rawText, "\(item.body.debugDescription)")
    }

    @Test("loses the blank at the end of flowing lines with delsp")
    func deletesSpace() {
        #expect(entity("Content-Type: text/plain; format=flowed; delsp=yes", "東京 \r\n都\r\n").text == "東京都\n")
    }

    @Test("does not flow in HTML")
    func keepsHTML() {
        #expect(entity("Content-Type: text/html; format=flowed", "a \r\nb").text == "a \nb")
    }

    @Test("ends lines with a line feed, and has no control characters")
    func isClean() {
        let plain = entity("Content-Type: text/plain", "a\r\nb\rc\nd\u{0}e\u{1B}[1mf\tg\u{C}\u{7F}")
        #expect(plain.text == "a\nb\nc\nde[1mf\tg")
        #expect(plain.rawText == "a\nb\nc\nd\u{0}e\u{1B}[1mf\tg\u{C}\u{7F}")
    }

    static let html: [(head: String, isCyrillic: Bool)] = [
        ("<meta charset=koi8-r>", true),
        ("<META CHARSET=\"KOI8-R\">", true),
        ("<html><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", true),
        ("<p>charset=koi8-r", false),
        ("<meta charset=>", false),
        ("", false),
    ]

    @Test("of HTML is in the charset that it names itself, where the header names none", arguments: html)
    func readsMeta(_ item: (head: String, isCyrillic: Bool)) {
        let body = Array(item.head.utf8) + [0xF0, 0xD2, 0xC9]
        let bare = ParsedMail.parse(Array("Content-Type: text/html\r\n\r\n".utf8) + body).root
        #expect(bare.text.hasSuffix(item.isCyrillic ? "При" : "ðÒÉ"), "\(item.head)")
        let named = ParsedMail.parse(Array("Content-Type: text/html; charset=windows-1252\r\n\r\n".utf8) + body).root
        #expect(named.text.hasSuffix("ðÒÉ"), "\(item.head)")
    }

    @Test("in UTF-16 has its line ends normalised too")
    func readsWide() {
        let body = Array("a\r\nb".utf8).flatMap { byte -> [UInt8] in [byte, 0] }
        let mail = ParsedMail.parse(Array("Content-Type: text/plain; charset=utf-16le\r\n\r\n".utf8) + body)
        #expect(mail.root.text == "a\nb")
    }

    @Test("comes with the file's name and the content's identifier")
    func isNamed() {
        let image = entity(
            "Content-Type: image/png; name=\"type.png\"\r\nContent-ID: <a@b>\r\nContent-Disposition: inline; filename=\"d.png\"",
            "")
        #expect(image.fileName == "d.png")
        #expect(image.contentID == "<a@b>")
        #expect(image.disposition?.kind == .inline)
        #expect(entity("Content-Type: image/png; name=\"type.png\"", "").fileName == "type.png")
        #expect(entity("Content-Disposition: attachment; filename=\"a\u{1}b\"", "").fileName == "a b")
        #expect(entity("Content-Disposition: strange", "").disposition?.kind == .other("strange"))
        #expect(entity("Subject: x", "").disposition == nil)
        #expect(entity("Subject: x", "").contentID == nil)
    }

    static let mislabelled: [(body: String, text: String)] = [
        (
            "Your parcel waits at the counter, please bring your card.",
            "Your parcel waits at the counter, please bring your card."
        ),
        ("Hello Bob,\r\n\r\nthe plan is ready.\r\n", "Hello Bob,\n\nthe plan is ready.\n"),
        ("SGVsbG8sIHdvcmxk\r\n", "Hello, world"), ("SGVs bG8s\r\nIHdv  cmxk", "Hello, world"),
        ("SGVs*bG8s!IHdv#cmxk", "Hello, world"), ("SGVsbA==\r\n\r\n____\r\nthe list's footer", "Hell"), ("", ""),
    ]

    @Test("that says it is in base64 and is not stays as it is", arguments: mislabelled)
    func isNoBase64(_ item: (body: String, text: String)) {
        let head = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64"
        #expect(entity(head, item.body).rawText == item.text)
    }

    static let embedded: [(text: String, left: String?, files: [String])] = [
        ("a\nbegin 644 n.txt\n%2&5L;&\\\n`\nend\nb", "a\nb", ["n.txt: Hello"]),
        ("begin 644 a b.txt\n%2&5L;&\\\n\nend\nbegin 0755 c\n`\nend", "", ["a b.txt: Hello", "c: "]),
        ("begin 644 n.txt\n%2&5L;&\\\n`\n", nil, []), ("begin 644 n.txt\nno, this is text\nend", nil, []),
        ("begin with the end\nend", nil, []), ("begin 999 x\n`\nend", nil, []), ("begin 644 \n`\nend", nil, []),
    ]

    @Test("gives out the files that stand in it in uuencode", arguments: embedded)
    func embeds(_ item: (text: String, left: String?, files: [String])) {
        let found = EmbeddedFiles(item.text)
        #expect(found?.text == item.left)
        #expect((found?.files ?? []).map { "\($0.name): \(String(decoding: $0.bytes, as: UTF8.self))" } == item.files)
    }

    static let names: [(fields: String, name: String?)] = [
        ("Content-Type: image/jpeg\r\nContent-Location: photo.jpg", "photo.jpg"),
        ("Content-Type: image/jpeg\r\nContent-Location: http://a.example/b/photo.jpg?c=d", "photo.jpg"),
        ("Content-Type: image/jpeg\r\nContent-Location: http://a.example/", nil),
        ("Content-Type: application/pdf\r\nContent-Description: plan.pdf", "plan.pdf"),
        ("Content-Type: application/pdf\r\nContent-Description: the plan.", nil),
        ("Content-Type: text/html\r\nContent-Location: http://a.example/index.html", nil),
        ("Content-Type: application/pdf\r\nContent-Disposition: filename=plan.pdf", "plan.pdf"),
        ("Content-Type: application/pdf\r\nContent-Disposition: attachment; name=plan.pdf", "plan.pdf"),
        ("Content-Type: application/pdf; filename=plan.pdf", "plan.pdf"),
        ("Content-Type: application/pdf; name='plan.pdf'", "plan.pdf"),
        ("Content-Type: application/pdf;\r\nname=\"plan.pdf\"", "plan.pdf"),
        ("Content-Type: application/pdf\r\nname=\"plan.pdf\"", "plan.pdf"),
    ]

    @Test("has a name wherever its sender wrote it", arguments: names)
    func fileName(_ item: (fields: String, name: String?)) {
        #expect(entity(item.fields, "x").fileName == item.name)
    }

    @Test(
        "of HTML is in the charset that it names itself, where the header's cannot be right",
        arguments: ["utf-8", "us-ascii"])
    func readsMetaAgainstTheHeader(_ charset: String) {
        let body = Array("<meta charset=koi8-r>".utf8) + [0xF0, 0xD2, 0xC9]
        let head = Array("Content-Type: text/html; charset=\(charset)\r\n\r\n".utf8)
        #expect(ParsedMail.parse(head + body).root.text.hasSuffix("При"))
        #expect(ParsedMail.parse(head + Array("<meta charset=koi8-r>При".utf8)).root.text.hasSuffix("При"))
    }
}
