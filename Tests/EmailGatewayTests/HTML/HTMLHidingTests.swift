// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

/// What is not seen is not read; what is left out and could be missed leaves a trace.
@Suite struct HTMLHidingTests {
    static let hidden = [
        "<style>a{color:red}</style>", "<script>if (a < b) x('</p>')</script>", "<title>t</title>",
        "<!-- comment <b>x</b> -->", "<!--[if mso]><table><tr><td>x</table><![endif]-->", "<noscript>x</noscript>",
        "<div style='display:none'>x<div>y</div></div>", "<div style='DISPLAY : NONE !important'>x</div>",
        "<span style='font-size:0'>x</span>", "<span style='font-size:0px;line-height:0'>x</span>",
        "<span style='visibility:hidden'>x</span>", "<div style='max-height:0;overflow:hidden'>x</div>",
        "<div style='opacity:0'>x</div>", "<p hidden>x</p>", "<span class='Preheader'>x</span>",
        "<div style='position:absolute;left:-9999px'>x</div>",
        "<div style='text-indent:-9999px;position:absolute'>x</div>",
        "<select><option>x</select>", "<textarea>x</textarea>", "<?xml version='1.0'?>", "<!DOCTYPE html>",
        "<div>&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847; &#8199;&#65279;&#8202;</div>", "<svg><text>x</text></svg>",
        "<img src='https://t.example/p.gif' width=1 height=1>", "<img src='https://t.example/p.gif' style='width:1px'>",
    ]

    @Test("a part that nobody sees is not read", arguments: hidden)
    func unseen(_ html: String) {
        let read = HTMLText("a \(html) b", keepsHistory: true)
        #expect(read.lines.filter { !$0.isEmpty }.joined(separator: " ") == "a b")
        #expect(!read.isAbridged)
    }

    @Test func `a size of zero ends where another begins, as templates have it`() {
        let html = "<td style='font-size:0px'>x<div style='font-size:16px'>seen</div>y</td>"
        #expect(HTMLText("<table><tr>\(html)</table>", keepsHistory: true).text == "seen")
    }

    @Test func `what only Outlook hides is seen`() {
        #expect(
            HTMLText("<a style='mso-hide:all' href='https://e.org'>Go</a>", keepsHistory: true).text
                == "Go <https://e.org>")
    }

    @Test func `what only Outlook sees is not`() {
        let html = "<!--[if mso]>x<![endif]--><!--[if !mso]><!-->seen<!--<![endif]-->"
        #expect(HTMLText(html, keepsHistory: true).text == "seen")
    }

    @Test(
        "a picture stands for its text, or leaves a trace",
        arguments: [
            ("<img src='https://e.org/a.png' alt='Our shop'>", "a [Our shop] b", false),
            ("<img src='https://e.org/a.png' alt='😀'>", "a 😀 b", false),
            ("<img src='https://e.org/a.png'>", "a b", true),
            (
                "<a href='https://e.org'><img src='https://e.org/a.png' alt='Shop'></a>", "a [Shop] <https://e.org> b",
                false
            ),
            ("<a href='https://e.org'><img src='https://e.org/a.png'></a>", "a <https://e.org> b", true),
            ("<img src='cid:one@x' alt='image001.png'>", "a b", false),
        ])
    func pictures(_ html: String, _ text: String, _ isAbridged: Bool) {
        let read = HTMLText("a \(html) b", keepsHistory: true)
        #expect(read.text == text)
        #expect(read.isAbridged == isAbridged)
    }
}
