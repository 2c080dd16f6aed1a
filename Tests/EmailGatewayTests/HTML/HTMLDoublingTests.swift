// SPDX-License-Identifier: Apache-2.0

import Support
import Testing

@testable import EmailGateway

/// Twice the input, at most two and a half times the work: HTML of strangers.
@Suite struct HTMLDoublingTests {
    private static let tags: [Shape] =
        [
            "<i></i>", "<pre></pre>", "<pre>a</pre>", "<pre>\n\n", "<p>", "</p>", "<b>a", "</b>",
            "<a href='https://e.org'>",
        ]
        .map(Shape.many)
        + ["<a href='https://e.org'>x</a>", "<a href='https://e.org'></a>", "<td>", "<td>a</td>", "<tr><td>a<td>b"]
        .map(Shape.many)
        + [
            "<table><tr><td>", "<table></table>", "<ul><li>x", "<li>", "<blockquote>x",
            "<blockquote type=cite>x</blockquote>",
        ]
        .map(Shape.many)
        + [
            "<img src='cid:a'>", "<img alt=a>", "<br>", "<hr>", "<q>", "<!--", "<!-- -->", "<script>",
            "<style></style>",
        ]
        .map(Shape.many)
        + [
            "<p class=\"", "<p style='a:b'>", "<p style=\"display:none\">a</p>",
            "<span style='mso-list:ignore'>1</span>",
        ]
        .map(Shape.many)
        + [
            "&amp;", "&", "&zwj;", "&#x1F1E9;", "&#x301;", "&nbsp;", "<h1>a</h1>", "<b>*</b> <i>_</i>", "</", "<?",
            "<!",
        ]
        .map(Shape.many)

    private static let mixed: [Shape] =
        [.runs("<i></i>", "<pre></pre>"), .runs("<i></i>", "<pre>a</pre>"), .runs("<pre></pre>", "<i></i>")]
        + [
            .runs("<a href='https://e.org'><div>", "<i></i>"), .runs("<td><div>", "<i></i>"),
            .runs("<ul><li>", "<br>a"),
        ]
        + [.runs("<table><tr><td>", "<i></i>"), .runs("<b>", "</i>"), .runs("<blockquote>", "a<br>")]
        + [.deep("<div>", "</div>"), .deep("<span>", "</span>"), .deep("<a href='https://e.org'><div>", "</div></a>")]
        + [.numbered("<p a#=1>"), .numbered(" a#=1"), .numbered("<x#>"), .numbered("<img src='cid:a#'>")]
        + [
            .deep("<div><blockquote>", "</blockquote></div>"), .deep("<b><i><u>", "</u></i></b>"),
            .deep("<ul><li>", "</li></ul>"),
        ]
        + [.deep("<table><tr><td>", "</td></tr></table>"), .deep("<pre>", "</pre>"), .runs("<font>", "<p>")]
        + [.many("<b><p>"), .many("<a><p>"), .many("<option>"), .many("<form>"), .many("<dd>"), .many("<br/>>")]
        + [
            .many("<!-- a --"), .many("<!-->"), .many("<![CDATA["), .many("<svg><style>"), .many("<title>"),
            .many("</p"),
        ]
        + [
            .many("<style>a{b:c}</style>"), .many("<style>.a{display:none}</style><p class=a>"), .many("<sup>1</sup>"),
            .many("<base href='https://e.org/'><a href='a'>b</a>"), .many("<a href='https://e.org'><img src=a></a>"),
            .many("<b style='display:block'>a</b>"),
            .many("<div style='border:none;border-top:solid;padding:3.0pt 0'>"), .runs("<style>", "a{b:c;}"),
            .many("<script>//</script"), .runs("<", ">"),
        ]
        + [.many("<b>\u{301}</b><i>\u{301}</i>"), .many("<b>🇩</b><i>🇩</i>"), .many("<b>a</b>\u{301}")]

    @Test("a page", arguments: ["{}", "<pre>{}</pre>", "<table><tr><td>{}", "<b>{}</b>", "<p>a</p>{}"])
    func page(_ frame: String) async {
        await expectProportional("a page", frames: [frame], shapes: Self.tags + Self.mixed) {
            _ = HTMLText($0, keepsHistory: false)
        }
    }

    @Test(
        "texts and values in a page",
        arguments: [
            "{}", "<pre>{}</pre>", "<b>{}</b>", "<a href='{}'>x</a>", "<a href='https://e.org'>{}</a>",
            "<p style='{}'>x</p>",
            "<p style='{}:b'>x</p>", "<p class='{}'>x</p>", "<p id='{}'>x</p>", "<img src='cid:{}'>", "<img alt='{}'>",
            "<{}>", "<p {}>", "<p style='a:{}'>x</p>", "<p style='display:none;{}'>x</p>", "<style>{}</style>a",
            "<style>.a{}</style>a", "<style>.a{display:none;{}", "<style>{}{display:none}</style>",
            "<p title=\"{}\">a", "&{};", "<!--{}", "<p title='{}", "<ol start='{}'><li>a", "<b>{}</b><i>a</i>",
        ])
    func text(_ frame: String) async {
        await expectProportional("a page", frames: [frame]) { _ = HTMLText($0, keepsHistory: false) }
    }

    @Test func `many long values`() async {
        // As long as a value may be.
        let values = [Shape.many("a "), .many("a;"), .many("a:b;"), .many("\u{301}\u{316}")].map { $0.text(8_000) }
        for attribute in ["style", "class", "id"] {
            let shapes = values.map { value in
                Shape("\(attribute) of \(value.prefix(3))") {
                    Shape.many("<p \(attribute)='\(value)'>x</p>").text(max($0, 2 * value.utf8.count))
                }
            }
            await expectProportional("values", shapes: shapes, from: 20_000) { _ = HTMLText($0, keepsHistory: false) }
        }
    }
}
