// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

@Suite struct HTMLTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let html: String
        let text: String

        init(_ name: String, _ html: String, _ text: String) {
            (testDescription, self.html, self.text) = (name, html, text)
        }
    }

    static let flow = [
        Case("nothing", "", ""),
        Case("a text without a tag", "a < b & c", "a < b & c"),
        Case("white space is collapsed", " a \n\t b  <i></i> c ", "a b c"),
        Case("paragraphs", "<p>one</p><p>two</p>\n<p>three", "one\n\ntwo\n\nthree"),
        Case("line breaks", "one<br>two<br/>three<br><br><br>four<br>", "one\ntwo\nthree\n\nfour"),
        Case("blocks are lines", "<div>one</div><div>two<div>three</div></div>four", "one\ntwo\nthree\nfour"),
        Case("Gmail's empty line", "<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        Case(
            "Word's paragraphs are lines, and &nbsp; is an empty one",
            "<p class=MsoNormal>one<o:p></o:p></p><p class=MsoNormal>two</p>"
                + "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>three</p>", "one\ntwo\n\nthree"),
        Case(
            "paragraphs without a margin are lines", "<p style='margin:0'>one</p><p style='margin: 0px'>two</p>",
            "one\ntwo"),
        Case("entities", "&lt;b&gt; &amp;amp; &euro;&#8364;&#x20AC; &nbsp;&quot;&copy;", "<b> &amp; €€€ \"©"),
        Case("entities that are none", "AT&T &unknown; &#0; &#xD800;x", "AT&T &unknown; x"),
        Case("numbers that mean windows-1252", "it&#146;s &#150; &#128;", "it’s – €"),
        Case("soft hyphens and zero width", "Donau&shy;dampf&#8203;schiff&#65279;", "Donaudampfschiff"),
        Case("joiners stay within words", "می&zwnj;خواهم &zwnj; &zwnj; 👨&zwj;👩", "می\u{200C}خواهم 👨\u{200D}👩"),
        Case("a rule stands between texts", "one<hr>two<hr>", "one\n\n———\n\ntwo\n\n———"),
        Case("quotation marks", "<q>yes</q>", "“yes”"),
        Case("upper case and no quotes", "<P ALIGN=center>one<BR>two</P>", "one\ntwo"),
        Case("a definition list", "<dl><dt>A<dd>one<dt>B<dd>two</dl>", "A\none\nB\ntwo"),
    ]

    static let styling = [
        Case("bold", "a <b>b</b> <strong>c</strong>", "a *b c*"),
        Case("italic", "a <i>b</i>, <em>c</em>", "a _b_, _c_"),
        Case("struck through", "<s>a</s> <del>b c</del>", "~a b c~"),
        Case("code", "call <code>f(x)</code> or <tt>g</tt>", "call `f(x)` or `g`"),
        Case("within each other", "<b>a <i>b</i> c</b>", "*a _b_ c*"),
        Case("the same within itself", "<b>a <strong>b</strong></b>", "*a b*"),
        Case("white space goes outside", "a<b> b </b>c", "a *b* c"),
        Case("within a word it would not be read", "un<b>believ</b>able", "unbelievable"),
        Case("at a word's beginning it would", "<b>un</b>believable", "*un*believable"),
        Case("behind a bracket it would not", "(<b>a</b>)", "(a)"),
        Case("nothing to style", "a <b> </b> c <i></i>", "a c"),
        Case("a line at a time", "<b>one<br>two</b>", "*one*\n*two*"),
        Case("what holds the mark stays plain", "<b>2*3</b> and <code>a`b</code>", "2*3 and a`b"),
        Case(
            "an opening mark in the text keeps ours away", "*note <b>this</b> and <i>that</i>", "*note this and _that_"),
        Case("no styling within code", "<code><b>a</b> b</code>", "`a b`"),
        Case("headings", "<h1>One</h1>text<h3>Two <b>x</b></h3>more", "*One*\n\ntext\n\n*Two x*\n\nmore"),
        Case(
            "styles by CSS", "<span style='font-weight: 700'>a</span> <span style='font-style:italic'>b</span>",
            "*a* _b_"),
        Case("bold taken away", "<b style='font-weight:normal'>all of it</b>", "all of it"),
        Case("line-through by CSS", "<span style='text-decoration:line-through'>a</span>", "~a~"),
    ]

    static let links = [
        Case("a link", "see <a href='https://example.org/a'>our page</a>.", "see our page <https://example.org/a>."),
        Case("the address itself", "<a href='https://example.org/'>https://example.org</a>", "https://example.org/"),
        Case("without its scheme", "<a href='http://example.org/'>example.org</a>", "http://example.org/"),
        Case("a mail address", "<a href='mailto:a@example.org'>a@example.org</a>", "a@example.org"),
        Case("a name's mail address", "<a href='mailto:a@example.org'>Ann</a>", "Ann <a@example.org>"),
        Case("mail with more", "<a href='mailto:a@b.org?subject=x y'>Ann</a>", "Ann <mailto:a@b.org?subject=x%20y>"),
        Case(
            "another address than it says", "<a href='https://evil.example'>https://bank.example</a>",
            "https://bank.example <https://evil.example>"),
        Case("a script", "<a href='javascript:alert(1)'>go</a>", "go"),
        Case("a script in disguise", "<a href=' jAva\tscript:alert(1)'>go</a>", "go"),
        Case("data", "<a href='data:text/html,x'>go</a>", "go"),
        Case("a place in the page", "<a href='#top'>up</a> <a href='/x'>x</a> <a name=top></a>", "up x"),
        Case("a link without a text", "a<a href='https://example.org'></a>b", "ab"),
        Case("brackets and blanks", "<a href=' https://e.org/a b<c> '>x</a>", "x <https://e.org/a%20b%3Cc%3E>"),
        Case("line ends", "<a href='https://e.org/a\n  b'>x</a>", "x <https://e.org/a%20%20b>"),
        Case("what turns the direction", "<a href='https://e.org/&#x202E;x'>x</a>", "x <https://e.org/%E2%80%AEx>"),
        Case("entities", "<a href='https://e.org/?a=1&amp;b=2&copy=3'>x</a>", "x <https://e.org/?a=1&b=2&copy=3>"),
        Case("the same twice", "<a href='https://e.org'>a</a> <a href='https://e.org'>b</a>", "a <https://e.org> b"),
        Case("around a block", "<a href='https://e.org'><h2>Title</h2></a>text", "*Title* <https://e.org>\n\ntext"),
        Case("in bold", "<b>see <a href='https://e.org'>this</a> now</b>", "*see this* <https://e.org> *now*"),
        Case("a long address", "<a href='https://e.org/\(String(repeating: "x", count: 2_000))'>x</a>", "x"),
    ]

    static let lists = [
        Case("bullets", "<ul><li>one<li>two</ul>three", "• one\n• two\n\nthree"),
        Case("numbers", "<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        Case("numbers from elsewhere", "<ol start=9><li>a<li>b<li value=20>c</ol>", "9. a\n10. b\n20. c"),
        Case("letters", "<ol type=a><li>one<li>two</ol>", "a. one\nb. two"),
        Case("a list in a list", "<ul><li>a<ol><li>b<li>c</ol><li>d</ul>", "• a\n  1. b\n  2. c\n• d"),
        Case("paragraphs in items", "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "• a\n\n  b\n\n• c"),
        Case("an empty item", "<ul><li></li><li>a</li></ul>", "• a"),
        Case("an item without a list", "<li>a", "• a"),
        Case(
            "a hostile number", "<ol start=9223372036854775807><li>a<li>b</ol>",
            "9223372036854775807. a\n-9223372036854775808. b"),
        Case(
            "Word's list",
            "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>"
                + "<![endif]>one</p><p class=MsoListParagraph><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>two</p>",
            "• one\n2. two"),
    ]

    static let tables = [
        Case(
            "data", "<table><tr><th>Item<th>Price<tr><td>Tea<td>3 €<tr><td>Milk<td>1 €</table>",
            "*Item* | *Price*\nTea | 3 €\nMilk | 1 €"),
        Case("blocks in cells", "<table><tr><td><p>a</p><td>b<br>c</tr><tr><td>d<td>e</table>x", "a | b c\nd | e\n\nx"),
        Case(
            "empty cells", "<table><tr><td><td>A<td>B<tr><td>x<td><td>y<tr><td>z<td><td></table>",
            "| A | B\nx | | y\nz"),
        Case("a layout", "<table><tr><td>one</td><td>two</td></tr></table>", "one two"),
        Case("a layout that says so", "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", "a b\nc d"),
        Case(
            "a table around a table", "<table><tr><td>a<td>b<tr><td><table><tr><td>c</table><td>d</table>",
            "a b\n\nc\n\nd"),
        Case("paragraphs side by side", "<table><tr><td><p>a</p><td><p>b</p></table>", "a\n\nb"),
        Case(
            "links in cells", "<table><tr><td>a<td><a href='https://e.org'>x</a><tr><td>b<td>y</table>",
            "a | x <https://e.org>\nb | y"),
    ]

    static let blocks = [
        Case("a quote", "a<blockquote>b<br>c</blockquote>d", "a\n\n> b\n> c\n\nd"),
        Case(
            "a quote in a quote", "<blockquote>a<blockquote>b</blockquote>c</blockquote>",
            "> a\n>\n> > b\n>\n> c"),
        Case("an indentation", "a<blockquote style='margin:0 0 0 40px;border:none'>b</blockquote>", "a\n\nb"),
        Case("a list in a quote", "<blockquote><ul><li>a<li>b</ul></blockquote>", "> • a\n> • b"),
        Case(
            "a code block", "run this program:<pre>\nif x {\n\n    y\n}\n</pre>and wait until it is done",
            "run this program:\n\n```\nif x {\n\n    y\n}\n```\n\nand wait until it is done"),
        Case("a whole mail in pre", "<pre>one\n  two\n\nthree</pre>", "one\n  two\n\nthree"),
        Case("pre with a fence in it", "some words before <pre>a\n```\nb</pre>", "some words before\n\na\n```\nb"),
        Case("pre-wrap", "<div style='white-space: pre-wrap'>a\n  b</div>", "a\n  b"),
    ]

    @Test("HTML is shown as text", arguments: flow + styling + links + lists + tables + blocks)
    func shown(_ given: Case) {
        let read = HTMLText(given.html, keepsHistory: true)
        #expect(read.text == given.text)
    }
}
