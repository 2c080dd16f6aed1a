// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

@Suite struct HTMLHistoryTests {
    static let trimmed = [
        "<div class='gmail_quote'><div class='gmail_attr'>On Tue, Bob wrote:<br></div><blockquote class='gmail_quote'>old</blockquote></div>",
        "<div class='moz-cite-prefix'>Am 3.6.2025 schrieb Bob:</div><blockquote type='cite' cite='mid:x'>old</blockquote>",
        "<div><blockquote type='cite'><div>On 3 Jun 2025, Bob wrote:</div><div>old</div></blockquote></div>",
        "<div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>From:</b> Bob</div><div>old</div><p>older</p>",
        "<hr><div id='divRplyFwdMsg'><b>Von:</b> Bob</div><div>alt</div>",
        "<div name='quote'><div><b>Gesendet:</b> Dienstag<br><b>Von:</b> Bob</div><div name='quoted-content'>alt</div></div>",
        "<div class='yahoo_quoted'><div>On Tuesday, Bob wrote:</div><div>old</div></div>",
        "<div class='protonmail_quote'>On Tuesday, Bob wrote:<blockquote>old</blockquote></div>",
        "<div class='gmail_signature'>Bob, CEO</div>",
        "<div class='moz-signature'>-- <br>Bob</div><br><blockquote type=cite>old</blockquote>",
        "<div id='Signature'><p>Bob</p></div><div id='mail-editor-reference-message-container'>old</div>",
        "<blockquote type=cite>old</blockquote><div class='gmail_signature'>Bob</div><img width=1 height=1 src='x'>",
    ]

    @Test("what a program puts behind an answer is left out", arguments: trimmed)
    func leftOut(_ history: String) {
        let html = "<div>new</div>\(history)"
        let read = HTMLText(html, keepsHistory: false)
        #expect(read.text == "new")
        #expect(!read.isAbridged, "nothing else")
        #expect(HTMLText(html, keepsHistory: true).text != "new")
    }

    @Test func `an answer between quotes keeps those in front of it`() {
        let html =
            "<blockquote type=cite>one?</blockquote>yes<blockquote type=cite>two?</blockquote>no"
            + "<blockquote type=cite>three?</blockquote>"
        #expect(HTMLText(html, keepsHistory: false).text == "> one?\n\nyes\n\n> two?\n\nno")
    }

    @Test("nothing is left out when nothing would be left", arguments: trimmed)
    func nothingLeft(_ history: String) {
        #expect(!HTMLText(history, keepsHistory: false).text.isEmpty)
        #expect(!HTMLText("<br>&nbsp;<img src='x' width=1>" + history, keepsHistory: false).text.isEmpty)
    }

    @Test func `a forwarded mail stays, since it is no quote`() {
        let html =
            "fyi<div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>"
            + "From: Bob</div><div>text</div></div>"
        #expect(
            HTMLText(html, keepsHistory: false).text == "fyi\n---------- Forwarded message ---------\nFrom: Bob\ntext")
    }

    @Test func `pictures of what is left out are named`() {
        let html =
            "new<img src='cid:a%40x'><img src='cid:b@x'><blockquote type=cite><img src='cid:b@x'>"
            + "<img src='cid:c@x'></blockquote>"
        let read = HTMLText(html, keepsHistory: false)
        #expect(read.text == "new")
        #expect(read.hiddenImages == ["c@x"])
    }
}
