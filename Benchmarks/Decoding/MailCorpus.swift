// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Mails of the kinds that people get, mixed as people get them, the same in every run: plain text, quoted-printable in
/// several charsets, HTML with its alternative, files in base64, and mails inside mails.
struct MailCorpus {
    private(set) var mails: [[UInt8]] = []
    private var dice = Dice(seed: 20_240_701)

    init(count: Int) {
        for number in 0..<count {
            let part = part(of: number % 20)
            mails.append(header(number) + part)
        }
    }

    /// Header and body of what a mail consists of.
    private mutating func part(of kind: Int) -> [UInt8] {
        switch kind {
        case 0..<6: plain(text(words: 100...600))
        case 6..<8: quoted(text(words: 100...800, isForeign: true), charset: "utf-8")
        case 8..<10: quoted(text(words: 100...800, isForeign: true), charset: "iso-8859-1")
        case 10..<15: alternative()
        case 15..<18:
            mixed([plain(text(words: 30...200)), file("image/jpeg", "Photo 2024.jpg", octets: 40_000...200_000)])
        case 18: mixed([alternative(), file("application/pdf", "Übersicht für März.pdf", octets: 20_000...80_000)])
        default:
            mixed([
                quoted(text(words: 20...100, isForeign: true), charset: "utf-8"),
                related(), field("Content-Type: message/rfc822") + line("") + header(0) + alternative(),
            ])
        }
    }

    private mutating func header(_ number: Int) -> [UInt8] {
        var lines: [String] = []
        for hop in 0..<4 {
            lines.append("Received: from relay\(hop).example.net (relay\(hop).example.net [192.0.2.\(hop)])")
            lines.append("\tby mx.example.org (Postfix) with ESMTPS id 4XyZ\(number)A\(hop)")
            lines.append("\tfor <romeo@example.org>; Mon, 1 Jul 2024 10:0\(hop):00 +0200 (CEST)")
        }
        lines += [
            "Authentication-Results: mx.example.org; dkim=pass header.d=example.com; dmarc=pass",
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=mail;",
            "\tb=" + String(repeating: "Ab3/", count: 40), "MIME-Version: 1.0",
            "From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <juergen.mueller@example.com>",
            "To: \"Romeo M.\" <romeo@example.org>, juliet@example.org, \"Nurse, The\" <nurse@example.net>",
            "Cc: Mercutio <mercutio@example.org>", "Date: Mon, 1 Jul 2024 10:00:\(10 + number % 50) +0200",
            "Subject: =?utf-8?B?\(base64("Einladung zum großen Fest, Nummer \(number)"))?=",
            "Message-ID: <\(number).1719820800@example.com>", "References: <a\(number)@example.org>",
            "\t<b\(number)@example.com>", "X-Mailer: A program of some length 1.0",
        ]
        return lines.flatMap(line)
    }

    private func plain(_ text: [UInt8]) -> [UInt8] {
        field("Content-Type: text/plain; charset=us-ascii") + line("") + text
    }

    private func quoted(_ text: [UInt8], charset: String) -> [UInt8] {
        let isLatin = charset == "iso-8859-1"
        let text = isLatin ? Self.latin1(text) : text
        return field("Content-Type: text/plain; charset=\"\(charset)\"")
            + field("Content-Transfer-Encoding: quoted-printable") + line("") + Self.quotedPrintable(text)
    }

    private mutating func alternative() -> [UInt8] {
        multipart(
            "alternative",
            [
                quoted(text(words: 100...500, isForeign: true), charset: "utf-8"),
                field("Content-Type: text/html; charset=utf-8")
                    + field("Content-Transfer-Encoding: quoted-printable") + line("") + html(),
            ])
    }

    private mutating func related() -> [UInt8] {
        multipart("related", [alternative(), file("image/png", "logo.png", octets: 2_000...20_000)])
    }

    private mutating func mixed(_ parts: [[UInt8]]) -> [UInt8] { multipart("mixed", parts) }

    private mutating func multipart(_ subtype: String, _ parts: [[UInt8]]) -> [UInt8] {
        let boundary = "----=_Part_\(dice.next(below: 1_000_000_000))"
        var bytes = field("Content-Type: multipart/\(subtype);") + line("\tboundary=\"\(boundary)\"") + line("")
        for part in parts { bytes += line("--\(boundary)") + part + line("") }
        return bytes + line("--\(boundary)--")
    }

    private mutating func file(_ type: String, _ name: String, octets: ClosedRange<Int>) -> [UInt8] {
        var content: [UInt8] = []
        for _ in 0..<dice.next(in: octets) / 8 {
            withUnsafeBytes(of: dice.next()) { content += $0 }
        }
        let text = Data(content).base64EncodedString(options: [.lineLength76Characters])
        let named = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return field("Content-Type: \(type)") + field("Content-Transfer-Encoding: base64")
            + field("Content-Disposition: attachment;") + line("\tfilename*=utf-8''\(named)") + line("")
            + Array(text.utf8)
    }

    private mutating func html() -> [UInt8] {
        var page = "<html><head><style>p { margin: 0; color: #333333 }</style></head><body>\r\n"
        for _ in 0..<dice.next(in: 5...40) {
            let words = String(decoding: text(words: 20...60, isForeign: true), as: UTF8.self)
            page += "<p style=\"font-family: Arial, sans-serif\">\(words)<b>bold</b> and "
            page += "<a href=\"https://example.com/page?number=\(dice.next(below: 1000))\">a link</a></p>\r\n"
        }
        return Self.quotedPrintable(Array((page + "</body></html>\r\n").utf8))
    }

    /// Words in lines of some 70 characters.
    private mutating func text(words: ClosedRange<Int>, isForeign: Bool = false) -> [UInt8] {
        let list = isForeign ? Self.foreign : Self.words
        var bytes: [UInt8] = []
        var length = 0
        for _ in 0..<dice.next(in: words) {
            let word = list[dice.next(below: list.count)]
            bytes += word.utf8
            length += word.utf8.count + 1
            bytes += length > 65 ? [0x0D, 0x0A] : [0x20]
            if length > 65 { length = 0 }
        }
        return bytes + [0x0D, 0x0A]
    }

    private static let words = "the mail arrives before dinner and nobody reads a letter".split(separator: " ")
    private static let foreign = "Grüße aus der Straße déjà vu und schöne Tage à bientôt".split(separator: " ")

    private func field(_ text: String) -> [UInt8] { line(text) }
    private func line(_ text: String) -> [UInt8] { Array(text.utf8) + [0x0D, 0x0A] }
    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
