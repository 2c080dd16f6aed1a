// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

/// Whatever comes, there is an end, soon, and the process lives. Each takes well below a second in a release build; the
/// bound is for debug builds on a busy machine and would catch what is quadratic.
@Suite(.serialized) struct HostileHTMLTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let html: @Sendable () -> String
        /// What the text begins with; nil: whatever.
        let text: String?
    }

    static func many(_ part: String, _ count: Int = 100_000) -> String { String(repeating: part, count: count) }

    static let cases = [
        Case(testDescription: "100,000 divs", html: { "start" + many("<div>") + "deep" }, text: "start"),
        Case(
            testDescription: "100,000 bolds and as many ends of italics", html: { "a" + many("<b>") + many("</i>") },
            text: "a"),
        Case(testDescription: "100,000 tables", html: { "a" + many("<table><tr><td>") + "x" }, text: "a"),
        Case(testDescription: "100,000 quotes", html: { "a" + many("<blockquote>x") }, text: "a"),
        Case(testDescription: "100,000 lists", html: { "a" + many("<ul><li>x") }, text: "a"),
        Case(
            testDescription: "100,000 attributes in a tag",
            html: { "a<p " + (0..<100_000).map { "a\($0)=1" }.joined(separator: " ") + ">b" }, text: "a\n\nb"),
        Case(
            testDescription: "attributes behind a quote that another reader would not see",
            html: { "a<a \"= \" x=\"> " + (0..<100_000).map { "a\($0)" }.joined(separator: " ") + ">b" }, text: "a"),
        Case(
            testDescription: "an attribute of 1 MB", html: { "a<p title='\(many("x", 1_000_000))'>b" }, text: "a\n\nb"),
        Case(testDescription: "a style of 1 MB", html: { "a<p style='\(many("a:b;", 250_000))'>b" }, text: "a\n\nb"),
        Case(testDescription: "a tag's name of 1 MB", html: { "a<\(many("x", 1_000_000))>b" }, text: "a"),
        Case(
            testDescription: "nothing is closed",
            html: { many("<a href='https://e.org/x'><b><i><table><td>x<!--", 20_000) }, text: nil),
        Case(testDescription: "comments without an end", html: { "a" + many("<!--") }, text: "a"),
        Case(testDescription: "quotes without an end", html: { "a" + many("<p class=\"") }, text: "a"),
        Case(testDescription: "scripts without an end", html: { "a" + many("<script>") + "b" }, text: "a"),
        Case(testDescription: "tags without an end", html: { "a" + many("<p ") }, text: "a"),
        Case(testDescription: "nothing but brackets", html: { many("<") }, text: "<<<<"),
        Case(testDescription: "nothing but ampersands", html: { many("&") }, text: "&&&&"),
        Case(testDescription: "entities", html: { many("&amp;&#x1F600;&nbsp;") }, text: "&😀 &😀"),
        Case(testDescription: "NULs", html: { "a\0<\0b>b\0</b>\0c" + many("\0") }, text: "a"),
        Case(testDescription: "pre in pre", html: { "a" + many("<pre>\n\n", 20_000) }, text: "a"),
        Case(testDescription: "links in links", html: { "a" + many("<a href='https://e.org'>x", 20_000) }, text: "a"),
        Case(testDescription: "cells", html: { "<table>" + many("<tr><td>a<td>b", 30_000) }, text: "a | b\na | b"),
        Case(testDescription: "history in history", html: { "a" + many("<blockquote type=cite>", 20_000) }, text: "a"),
        Case(
            testDescription: "histories", html: { "a" + many("<blockquote type=cite>x</blockquote>", 20_000) },
            text: "a"),
        Case(testDescription: "5 MB of text", html: { many("word ", 1_000_000) }, text: "word word"),
        Case(testDescription: "marks", html: { many("<b>*</b> <i>_</i> <code>`</code>", 20_000) }, text: nil),
        Case(testDescription: "joiners", html: { "a" + many("&zwj;") }, text: "a"),
    ]

    @Test("a hostile page ends", arguments: cases)
    func ends(_ given: Case) {
        let html = given.html()
        let clock = ContinuousClock()
        var text = ""
        let time = clock.measure { text = HTMLText(html, keepsHistory: false).text }
        if let beginning = given.text { #expect(text.hasPrefix(beginning)) }
        #expect(text.utf8.count <= TextLayout.bytes + 5_000)
        #expect(time < .seconds(20), "it took \(time)")
    }

    @Test func `what does not fit is left to the original`() {
        let read = HTMLText(Self.many("<p>some words</p>", 10_000), keepsHistory: true)
        #expect(read.isAbridged)
        #expect(read.text.utf8.count < TextLayout.bytes + 100)
    }

    @Test func `a page that is nested too deeply is read as far as it goes`() {
        let read = HTMLText("seen" + Self.many("<div>", 600) + "deep", keepsHistory: true)
        #expect(read.isAbridged)
        #expect(read.text == "seen")
        let fine = HTMLText("seen" + Self.many("<div>", 500) + "deep", keepsHistory: true)
        #expect(fine.text == "seen\ndeep")
        #expect(!fine.isAbridged)
    }

    @Test func `every attribute reaches libxml2 once, and in quotes`() {
        let cleaned = HTMLCleaner.clean("<A HREF=x\"y href=z onclick='a>b' STYLE='a:\"b\"'/><br/>a<\0b>")
        #expect(
            String(decoding: cleaned.bytes, as: UTF8.self)
                == "<html><body><a href=\"x&quot;y\" style=\"a:&quot;b&quot;\"/><br/>a&lt;b>")
        #expect(!cleaned.isTruncated)
    }
}
