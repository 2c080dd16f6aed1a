// SPDX-License-Identifier: Apache-2.0

/// An HTML text as a chat shows it: lines with XEP-0393 styling. Nothing that it names is fetched.
package struct HTMLText: Sendable {
    package let lines: [String]
    /// Something is not in the lines that a browser would show, besides history and signatures.
    package let isAbridged: Bool
    /// The mail that it answers is left out.
    let hasHistory: Bool
    /// The writer's own words stand within or below what a mail program marked as the answered mail's.
    let isInterleaved: Bool
    /// The Content-IDs, without angle brackets, of the pictures that only occur in what is not shown.
    package let hiddenImages: Set<String>

    /// - Parameter keepsHistory: whether the quoted mail and the signature at the end stay.
    package init(_ html: String, keepsHistory: Bool) {
        self.init(html, keepsHistory ? .forward : .answer)
    }

    /// - Parameter relation: what the mail is to others; of one that is handed on nothing is left out.
    init(_ html: String, _ relation: MailRelation) {
        let document = HTMLParser.parse(html)
        var renderer = HTMLRenderer(document)
        let history = HTMLHistory(document, relation)
        var lines = renderer.render(without: history.ranges)
        let answersWithin = history.hasQuote && QuotedHistory.announcesAnswers(lines[...])
        if answersWithin {
            renderer = HTMLRenderer(document)
            lines = renderer.render(without: [:])
        }
        hasHistory = history.hasQuote && !answersWithin
        isInterleaved = history.hasAnswerBelow || answersWithin
        switch (history.ranges.isEmpty || answersWithin, hasHistory) {
        case (true, _): self.lines = lines
        case (false, false): self.lines = Self.withoutRule(lines)
        case (false, true): self.lines = QuotedHistory.withoutIntroduction(Self.withoutRule(lines))
        }
        isAbridged = renderer.isAbridged
        hiddenImages = Self.images(of: document).subtracting(renderer.shownImages)
    }

    package var text: String { lines.joined(separator: "\n") }

    /// What a mail program drew between the text and the history divides nothing any more.
    private static func withoutRule(_ lines: [String]) -> [String] {
        let last = lines.lastIndex { !$0.isEmpty && $0 != TextLayout.rule }
        return last.map { Array(lines[...$0]) } ?? lines
    }

    private static func images(of document: HTMLDocument) -> Set<String> {
        var found: Set<String> = []
        for case .element(let element) in document.nodes.lazy.map(\.content) where element.name == "img" {
            if let contentID = HTMLImage(element).contentID { found.insert(contentID) }
        }
        return found
    }
}
