// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

/// What a person wrote stays, however near it stands to what a mail program wrote.
@Suite struct OwnWordsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        let text: String

        /// - Parameter text: nil: all of it.
        init(_ name: String, _ body: String, _ text: String? = nil) {
            (testDescription, self.body, self.text) = (name, body, text ?? body)
        }
    }

    static let introduction = "On Tue, 3 Mar 2026 at 10:00, Ann <ann@example.org> wrote:"

    static let above = [
        Case("a time", "See you at 10:00\nAnn Other <ann@example.org> wrote:\n> old", "See you at 10:00"),
        Case("a date", "Done on 3.3.2026\nAnn Other <ann@example.org> wrote:\n> old", "Done on 3.3.2026"),
        Case("a date above a name", "Done on 3.3.2026\nAnn Other wrote:\n> old", "Done on 3.3.2026"),
        Case("an address", "Ask bob@example.com\nOn 3 March 2026 at 10:00 Ann wrote:\n> old", "Ask bob@example.com"),
        Case(
            "an address above a name", "Ask me at bob@example.com\nAnn Other wrote:\n> old", "Ask me at bob@example.com"
        ),
        Case("a sentence that begins like it", "On 5 March I go\n\(introduction)\n> old", "On 5 March I go"),
        Case("nothing but a word", "ok\n\(introduction)\n> old", "ok"),
    ]

    static let sentences = [
        Case(
            "a sentence about an address",
            "Hi\n\nPlease send it to bob@example.com as he asked me to do last week:\n> old"),
        Case(
            "a sentence about what was said", "Hi\n\nThat is what you wrote last week, and I do not accept it:\n> old"),
        Case("what somebody wrote in a year", "Hi\n\nSee what Ann <ann@example.org> wrote in 2019:\n\nNever again."),
        Case(
            "what somebody said",
            "Hi\n\nOn 3 March 2026 at 10:00 our boss said in the meeting that we should do this:\n\n4711"),
        Case(
            "a sentence above a quote", "Hi\n\nAs I wrote to bob@example.com on 3.3.2026, it is so.\n> old",
            "Hi\n\nAs I wrote to bob@example.com on 3.3.2026, it is so."),
    ]

    static let within = [
        Case("in the same line", "fine. \(introduction)\n> old", nil),
        Case("in the same line, without a blank", "a - b--- \(introduction)\n> old", nil),
        Case("between quotes", "\(introduction)\n> one?\n\nyes\n\n> two?\n\nno"),
        Case("long quotes", "\((1...30).map { "> line \($0)" }.joined(separator: "\n"))\n\nyes"),
        Case(
            "within a mail that is not quoted",
            "My answers are below in red.\n\nFrom: Ann <ann@example.org>\n"
                + "Sent: 3 March 2026 10:00\nTo: Bob <bob@example.com>\nSubject: x\n\nIs it so?\nYes, it is."),
        Case(
            "within one without a header",
            "Kommentare unten.\n\nAm 3. März 2026 um 10:00 schrieb Ann <ann@example.org>:\n\n"
                + "Ist es so?\nJa."),
    ]

    static let introductions = [
        Case(
            "a date in a line of its own", "new\n\nTue, 3 Mar 2026 10:00:00 +0100\nAnn <ann@example.org> wrote:\n> old",
            "new"),
        Case("a broken address", "new\n\nOn Tue, 3 Mar 2026 at 10:00, Ann <\nann@example.org> wrote:\n\n> old", "new"),
        Case("a broken verb", "new\n\nOn Tue, 3 Mar 2026 at 10:00, Ann <ann@example.org>\nwrote:\n\n> old", "new"),
        Case(
            "three lines", "new\n\nOn Tue, 3 Mar 2026 at 10:00,\nAnn Other\n<ann@example.org> wrote:\n> old", "new"),
        Case("no colon, but a quote", "new\n\nAm 03.03.26 um 10:00 schrieb Ann\n\n> old", "new"),
        Case("no verb, but an address", "new\n\n2026/3/3 Ann <ann@example.org>\n\n> old", "new"),
        Case("a name and a verb", "new\n\nAnn Other wrote\n> old", "new"),
        Case(
            "typographic rules",
            "new\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn 3 March 2026 10:00, Ann <ann@example.org> wrote:\n\nold",
            "new"),
        Case(
            "a header's address in a line of its own",
            "new\n\nFrom: Ann Other\n<ann@example.org>\nSent: 3 March 2026 10:00\nTo: Bob\nSubject: x\n\nold", "new"),
        Case(
            "a program below two dashes", "new\n--\nSent from my Android phone with Gmail.\n\(introduction)\n\n> old",
            "new"),
    ]

    @Test("a plain text keeps what its writer wrote", arguments: above + sentences + within + introductions)
    func plain(_ given: Case) {
        #expect(Self.read("text/plain", given.body) == given.text)
    }

    static let mark = "On Tue, 3 Mar 2026 at 10:00, Ann &lt;ann@example.org&gt; wrote:"
    static let quote = "<blockquote type=cite>old</blockquote>"

    static let pages = [
        Case(
            "between the quotes of one frame",
            "<div>new</div><div class=protonmail_quote>\(mark)\(quote)<div>yes</div>\(quote)</div>",
            "new\n\(introduction)\n\n> old\n\nyes"),
        Case("a frame around one quote", "<div>new</div><div class=protonmail_quote>\(mark)\(quote)<br></div>", "new"),
        Case(
            "below a frame without quotes",
            "<div>new</div><div class=yahoo_quoted><div>\(mark)</div><div>old</div></div><div>PS: 4711</div>",
            "new\n\(introduction)\nold\nPS: 4711"),
        Case(
            "within what Outlook appends",
            "<div>See my comments in red.</div><div id=appendonsend></div><div>old</div><div style='color:red'>yes</div>",
            "See my comments in red.\nold\nyes"),
        Case(
            "in what is only called a signature",
            "<div>new</div><div class=signature>\(String(repeating: "many words ", count: 200))4711</div>",
            "new\n\(String(repeating: "many words ", count: 200))4711"),
    ]

    @Test("a page keeps what its writer wrote", arguments: pages)
    func page(_ given: Case) {
        #expect(Self.read("text/html", given.body) == given.text)
    }

    private static func read(_ type: String, _ body: String) -> String {
        let fields = "From: Bob Example <bob@example.com>\nTo: Ann <ann@example.org>\nSubject: Re: x\n"
        let mail = "\(fields)Content-Type: \(type); charset=utf-8\n\n\(body)"
        return ChatReading(ParsedMail.parse(Array(mail.utf8))).text
    }
}
