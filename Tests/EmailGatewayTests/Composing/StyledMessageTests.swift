// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import MIME
import Testing

@Suite struct StyledMessageTests {
    /// The XEP's own examples first; then what the rules say of mean ones.
    @Test(
        "spans, as the body of the HTML",
        arguments: [
            ("*strong*", "<strong>strong</strong>"), ("plain *strong* plain", "plain <strong>strong</strong> plain"),
            ("*strong* plain *strong*", "<strong>strong</strong> plain <strong>strong</strong>"),
            ("*strong*plain*", "<strong>strong</strong>plain*"),
            ("* plain *strong*", "* plain <strong>strong</strong>"),
            ("not strong*", "not strong*"), ("*not strong", "*not strong"), ("*not *strong", "*not *strong"),
            ("**", "**"), ("****", "****"), ("*not \n strong*", "*not <br>\n strong*"),
            ("_emphasis_", "<em>emphasis</em>"), ("~strike~", "<del>strike</del>"), ("`code`", "<code>code</code>"),
            ("Everyone ~dis~likes cake.", "Everyone <del>dis</del>likes cake."),
            ("This is `*monospace*`", "This is <code>*monospace*</code>"),
            (
                "This is *`monospace and bold`*",
                "This is <strong><code>monospace and bold</code></strong>"
            ),
            (
                "_emphasized span containing *strong span*_",
                "<em>emphasized span containing <strong>strong span</strong></em>"
            ),
            ("*a *b* c*", "<strong>a *b</strong> c*"), ("*_~x~_*", "<strong><em><del>x</del></em></strong>"),
            ("*_a*_", "<strong>_a</strong>_"), ("**bold**", "**bold**"), ("snake_case_name", "snake_case_name"),
            ("2*3*4", "2*3*4"), ("* *", "* *"), ("(*x*)", "(*x*)"), ("*", "*"), ("`", "`"), ("*a\u{A0}*", "*a\u{A0}*"),
            ("\u{A0}*a*", "\u{A0}<strong>a</strong>"),
        ])
    func spans(text: String, expected: String) {
        #expect(body(text) == "<p dir=\"auto\">\(expected)</p>\n")
    }

    @Test(
        "blocks",
        arguments: [
            ("a\nb\n\nc", "<p dir=\"auto\">a<br>\nb</p>\n<p dir=\"auto\">c</p>\n"),
            ("a\r\nb\rc", "<p dir=\"auto\">a<br>\nb<br>\nc</p>\n"),
            (
                "```swift\nlet *a* = <b>\n```\nend",
                "<pre><code>let *a* = &lt;b&gt;</code></pre>\n<p dir=\"auto\">end</p>\n"
            ),
            ("```\nno end", "<pre><code>no end</code></pre>\n"), ("```", "<pre><code></code></pre>\n"),
            ("> q\nend", "<blockquote>\n<p dir=\"auto\">q</p>\n</blockquote>\n<p dir=\"auto\">end</p>\n"),
            (
                ">> That that is, is.\n> Said the old hermit of Prague.\n\nWho?",
                "<blockquote>\n<blockquote>\n<p dir=\"auto\">That that is, is.</p>\n</blockquote>\n"
                    + "<p dir=\"auto\">Said the old hermit of Prague.</p>\n</blockquote>\n<p dir=\"auto\">Who?</p>\n"
            ),
            (
                "> ```\n> (println)\n\nplain",
                "<blockquote>\n<pre><code>(println)</code></pre>\n</blockquote>\n<p dir=\"auto\">plain</p>\n"
            ),
            ("", ""), ("\n \n", ""),
        ])
    func blocks(text: String, expected: String) {
        #expect(body(text) == expected)
    }

    @Test(
        "nothing from outside is markup",
        arguments: [
            ("<script>alert(1)</script> & \"x\"", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"),
            ("*<b>*", "<strong>&lt;b&gt;</strong>"), ("`</code>`", "<code>&lt;/code&gt;</code>"),
            (
                "see https://example.org/a?b=1&c=2.",
                "see <a href=\"https://example.org/a?b=1&amp;c=2\">https://example.org/a?b=1&amp;c=2</a>."
            ),
            ("(http://a.example/x)", "(<a href=\"http://a.example/x\">http://a.example/x</a>)"),
            ("https://a.example/x_(y)", "<a href=\"https://a.example/x_(y)\">https://a.example/x_(y)</a>"),
            ("javascript:alert(1) xhttp://a https://", "javascript:alert(1) xhttp://a https://"),
            (
                "https://a.example/\"onclick=\"x",
                "<a href=\"https://a.example/\">https://a.example/</a>&quot;onclick=&quot;x"
            ),
        ])
    func escaping(text: String, expected: String) {
        #expect(body(text) == "<p dir=\"auto\">\(expected)</p>\n")
    }

    @Test(
        "styled or not",
        arguments: [
            ("plain", false), ("> only quoted", false), (">:(", false), ("2 * 3 * 4", false), ("*x*", true),
            ("```\nx", true), ("> *x*", true), ("", false), ("`x`", true),
        ])
    func isStyled(text: String, expected: Bool) {
        #expect(StyledMessage(text).isStyled == expected)
    }

    @Test("as lines of plain text, the marks stay")
    func flowedLines() {
        let text = "*Hi*\n> quoted\n>> twice\n```c\nint a;\n```\nend"
        #expect(
            StyledMessage(text).flowedLines == [
                FlowedLine("*Hi*"), FlowedLine("quoted", quoteDepth: 1), FlowedLine("twice", quoteDepth: 2),
                FlowedLine("```c", isFixed: true), FlowedLine("int a;", isFixed: true),
                FlowedLine("```", isFixed: true), FlowedLine("end"),
            ])
    }

    @Test(
        "hostile texts take time in proportion",
        arguments: [
            String(repeating: "*a ", count: 60_000), String(repeating: "*a_b~c`d ", count: 20_000),
            String(repeating: ">", count: 200_000), String(repeating: "> ", count: 100_000),
            String(repeating: "```\n", count: 50_000), String(repeating: "*_~`", count: 50_000),
            String(repeating: "http", count: 50_000), String(repeating: "https://a ", count: 20_000),
        ])
    func hostile(text: String) {
        let start = ContinuousClock.now
        let html = StyledMessage(text).html
        #expect(html.utf8.count >= text.utf8.count / 8)
        #expect(ContinuousClock.now - start < .seconds(20), "a debug build of linear code takes a second or two")
    }

    /// What is between the tags of the body.
    private func body(_ text: String) -> String {
        let html = StyledMessage(text).html
        guard let start = html.firstRange(of: "<body>\n"), let end = html.firstRange(of: "</body>") else { return html }
        return String(html[start.upperBound..<end.lowerBound])
    }
}
