// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

/// More of the kinds of `TextCasesTests`, in other shapes than the reports have.
@Suite struct TextKindsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mail: String
        let text: String

        /// - Parameter fields: the header's, besides its type.
        init(_ name: String, _ fields: String, _ body: String, html: Bool = false, _ text: String) {
            testDescription = name
            mail =
                "From: Bob Example <bob@example.com>\nTo: Ann <ann@example.org>\n\(fields)\n"
                + "Content-Type: text/\(html ? "html" : "plain"); charset=utf-8\n\n\(body)"
            self.text = text
        }

        /// Of which nothing may be lost.
        init(whole name: String, _ fields: String, _ body: String) { self.init(name, fields, body, body) }
    }

    static let quoted = "On Tue, 3 Mar 2026 at 10:00, Ann <ann@example.org> wrote:\n> old\n> words"
    static let header =
        "From: Mia <mia@example.net>\nSent: Tuesday, 3 March 2026 10:00\nTo: Bob <bob@example.com>\nSubject: x\n\nold"
    static let answered =
        "From: Ann <ann@example.org>\nSent: Tuesday, 3 March 2026 10:00\nTo: Bob <bob@example.com>\nSubject: x\n\nold"

    static let kept = [
        Case(whole: "quotes in a mail that answers nothing", "Subject: Look", "See what she wrote.\n\n\(quoted)"),
        Case(whole: "a mail without a subject", "X: y", "hello\n\n> quoted"),
        Case(whole: "a header in a mail that answers nothing", "Subject: Look", "See below.\n\n\(header)"),
        Case(
            whole: "a stranger's header in a mail without a prefix", "Subject: x\nReferences: <a@b>",
            "See below.\n\n\(header)"),
        Case(
            whole: "a forward that refers to what it hands on", "Subject: FW: x\nIn-Reply-To: <a@b>",
            "See below.\n\n\(header)"),
        Case(whole: "a mail handed on within an answer", "Subject: Re: x", "See what he writes:\n\n\(header)"),
        Case(whole: "a forward in brackets", "Subject: [list] [Fwd: x]", "See below.\n\n\(header)"),
        Case(whole: "a forward by a word at the end", "Subject: x (fwd)", "See below.\n\n\(header)"),
        Case(whole: "a quote that belongs to a sentence", "Subject: Re: x", "You said this to us:\n> I will pay"),
        Case(whole: "an answer between quotes", "Subject: Re: x", "\(quoted)\n\nyes\n\n> more\n\nno"),
        Case(whole: "a journey", "Subject: Re: x", "This is mine.\n\nFrom: Berlin\nTo: Paris\nDate: 3 June"),
        Case(
            whole: "a meeting", "Subject: Re: x",
            "As agreed.\n\nKontakt: m@example.net\nTermin: 3.3.2026 10:00\nOrt: Berlin\nThema: Mittag"),
        Case(
            whole: "a sentence with a date and an address", "Subject: Re: x",
            "Please send by 3 March 2026, 10:00, to bob@example.com:\n\nthe plan"),
        Case(
            whole: "what was sent from somewhere", "Subject: Re: x",
            "It is on its way.\n\nSent from the harbour on Monday"),
        Case(whole: "a number that was sent", "Subject: Re: x", "Hi\n\nSent via Outlook with number 47111"),
        Case(whole: "two dashes that divide", "Subject: Re: x", "The first is 12.\n--\nThe second is 4711."),
        Case(whole: "a postscript below a signature", "Subject: Re: x", "Hello.\n\n-- \nBob\n\nPS: the code is 4711"),
        Case(
            whole: "a line across", "Subject: Re: x",
            "one\n_________________________\nour mailing list closes, code 4711"),
    ]

    static let trimmed = [
        Case("by reference alone", "Subject: x\nReferences: <a@b>", "new\n\n\(quoted)", "new"),
        Case("by a list's subject", "Subject: [list] AW: x", "new\n\n\(quoted)", "new"),
        Case("a header of whom it answers", "Subject: x\nIn-Reply-To: <a@b>", "new\n\n\(answered)", "new"),
        Case("a prefix of two languages, and an introduction", "Subject: VS: x", "new\n\n\(quoted)", "new"),
        Case(
            "an introduction in two lines", "Subject: Re: x",
            "new\n\nOn Tue, 3 Mar 2026 at\n10:00, Ann <ann@example.org> wrote:\n> old", "new"),
        Case(
            "an introduction below a text without a blank", "Subject: Re: x",
            "new\nOn Tue, 3 Mar 2026 at 10:00, Ann <ann@example.org> wrote:\n> old", "new"),
        Case(
            "a language that we do not know", "Subject: Re: x",
            "new\n\n3. 3. 2026 10:00 Ann <ann@example.org> zzz:\n> old", "new"),
        Case(
            "a header in a language that we do not know", "Subject: Re: x",
            "new\n\nZza: Ann <ann@example.org>\nZzb: 3. 3. 2026 10:00\nZzc: Bob <bob@example.com>\nZzd: x\n\nold", "new"
        ),
        Case(
            "a mark in a language that we do not know", "Subject: Re: x",
            "new\n\n------ Zzz yyy ------\nZza: Ann <ann@example.org>\nZzb: 3. 3. 2026\n\nold", "new"),
        Case("a name and nothing else", "Subject: Re: x", "new\n--\nBob Example\nExample Inc.", "new"),
        Case("a phone without a brand", "Subject: Re: x", "new\n\nSent from my phone", "new"),
    ]

    static let pages = [
        Case(
            "a quote in a page", "Subject: Re: x", "<p>See:</p><blockquote>words</blockquote>", html: true,
            "See:\n\n> words"),
        Case(
            "a quote at a page's end", "Subject: Re: x", "<p>It is so.</p><blockquote>words</blockquote>", html: true,
            "It is so.\n\n> words"),
        Case(
            "an introduced one", "Subject: x",
            "<p>new</p>On 3 Mar 2026 at 10:00 Ann &lt;ann@example.org&gt; wrote:<blockquote>old</blockquote>",
            html: true, "new"),
        Case(
            "Apple's forward without a prefix", "Subject: x",
            "<div>See below.</div><blockquote type=cite><div>Zzz yyy:</div><br><div><b>From: </b>Mia &lt;mia@example.net&gt;</div><div><b>Subject: </b>y</div><div><b>Date: </b>3 March 2026 at 10:00</div><br><div>old</div></blockquote>",
            html: true,
            "See below.\n\n> Zzz yyy:\n>\n> *From:* Mia <mia@example.net>\n> *Subject:* y\n> *Date:* 3 March 2026 at 10:00\n>\n> old"
        ),
        Case(
            "Outlook's forward without a prefix", "Subject: x",
            "<p class=MsoNormal>See below.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>From:</b> Mia &lt;mia@example.net&gt;<br><b>Sent:</b> 3 March 2026 10:00<br><b>To:</b> Bob<br><b>Subject:</b> y</p></div><p class=MsoNormal>old</p>",
            html: true,
            "See below.\n*From:* Mia <mia@example.net>\n*Sent:* 3 March 2026 10:00\n*To:* Bob\n*Subject:* y\nold"),
        Case(
            "a signature by its name", "Subject: Re: x", "<p>new</p><div class='some-signature'>Bob</div>", html: true,
            "new"),
    ]

    @Test("the text remains", arguments: kept + trimmed + pages)
    func remains(_ given: Case) {
        #expect(ChatReading(ParsedMail.parse(Array(given.mail.utf8))).text == given.text)
    }

    static let figures = [
        ("a word<sup>1</sup>", "a word¹"), ("H<sub>2</sub>O", "H₂O"), ("10<sup>-3</sup> m", "10⁻³ m"),
        ("1<sup>st</sup>", "1st"),
        ("$19<sup>99</sup>", "$19.99"), ("19<sup>99</sup> &euro;", "19,99 €"), ("CHF 19.<sup>90</sup>", "CHF 19.90"),
        ("10<sup>00</sup> Uhr", "10⁰⁰ Uhr"),
        ("&euro;5<span style='vertical-align:super;font-size:60%'>49</span>", "€5,49"),
        ("10<sup>2/3</sup>", "10^(2/3)"), ("a<sup><b>2</b></sup>", "a²"), ("1<sup>½</sup>", "1½"),
        ("Brand<sup>TM</sup>", "BrandTM"),
    ]
    static let links = [
        ("<a href='tel:+15550100'>+1 (555) 0100</a>", "+1 (555) 0100"),
        ("<a href='tel:+1%20555%200100'>Call</a>", "Call <+1 555 0100>"),
        ("<a href='sms:+15550100'>Write</a>", "Write <sms:+15550100>"),
        ("<a href='xmpp:ann@example.org'>Chat</a>", "Chat <xmpp:ann@example.org>"),
        ("<a href='javascript:x'>a</a>", "a"),
        ("<base href='https://e.org/a/b?c'><a href='../d'>x</a>", "x <https://e.org/d>"),
        ("<base href='https://e.org/a/b?c'><a href='//f.org/'>x</a>", "x <https://f.org/>"),
        ("<base href='https://e.org/a/b?c'><a href='?q'>x</a>", "x <https://e.org/a/b?q>"),
        ("<a href='//f.org/g'>x</a>", "x <https://f.org/g>"),
        ("<base href='https://e.org'><a href='y'>x</a> <a href='#z'>z</a>", "x <https://e.org/y> z"),
        ("<a href='https://e.org'><img src='cid:a@b'></a>", "<https://e.org>"),
        ("<a href='https://e.org'><table><tr><td><img src='x'></table></a>", "<https://e.org>"),
        ("<a href='https://e.org'><img src='x' width=1 height=1></a>b", "b"),
    ]
    static let hidden = [
        ("<style>.a, div.b { display : none } </style><p class=a>x</p><div class='c b'>y</div>seen", "seen"),
        ("<style>@media (max-width:600px){.a{display:none}}</style><p class=a>seen</p>", "seen"),
        ("<style>#a{display:none!important}</style><p id=a style='display:block'>x</p>seen", "seen"),
        ("<style>.a{display:none}</style><p class=a style='display:block'>seen</p>", "seen"),
        ("<style>/* .a{ */ .b .a{display:none} .a:hover{display:none}</style><p class=a>seen</p>", "seen"),
        ("<style media='print'>.a{display:none}</style><p class=a>seen</p>", "seen"),
        ("<div style='font-size:1px;color:#fff'>x</div>seen", "seen"),
        ("<div style='color:#fff;background:#FFFFFF'>x</div>seen", "seen"),
        ("<div style='color:white;background-color:rgb(255, 255, 255)'>x<b style='color:#000'>b</b></div>", "*b*"),
        ("<div style='color:#fff;background:#00f'>seen</div>", "seen"),
        ("<div style='color:#fff'>seen</div>", "seen"), ("<p style='color:transparent'>x</p>seen", "seen"),
        ("<p>seen</p><script>let x = 1", "seen"),
        ("<div style='max-width:0;overflow:hidden'>x</div>seen", "seen"),
        ("<style>.a{visibility:hidden}</style><p class=a>x</p>seen", "seen"),
        ("<p>seen</p><style>.a{color:red}", "seen"), ("<style>.a{color:red}<p>seen</p>", "seen"),
    ]
    static let blocks = [
        ("<b style='display:block'>a</b><b style='display:block'>b</b>", "*a*\n*b*"),
        ("<i style='display:table-cell'>a</i><i style='display:table-cell'>b</i>", "_a b_"),
        ("<style>.a{display:block}</style><b class=a>a</b><b class=a>b</b>", "*a*\n*b*"),
        ("<style>.a{display:block}</style><b class=a style='display:inline'>a</b>b", "*a*b"),
        ("<a style='display:block' href='https://a.example'>https://a.example</a>b", "https://a.example\nb"),
    ]

    @Test("a page says what it shows", arguments: figures + links + hidden + blocks)
    func page(_ html: String, _ text: String) {
        #expect(HTMLText(html, keepsHistory: true).text == text)
    }
}
