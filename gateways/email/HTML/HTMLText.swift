// SPDX-License-Identifier: Apache-2.0

/// An HTML text as a chat shows it: lines with XEP-0393 styling. Nothing that it names is fetched.
package struct HTMLText: Sendable {
    package let lines: [String]
    /// Something is not in the lines that a browser would show.
    package let isAbridged: Bool
    /// The Content-IDs, without angle brackets, of the pictures that only occur in what is not shown.
    package let hiddenImages: Set<String>

    /// - Parameter keepsHistory: whether the quoted mail and the signature at the end stay.
    package init(_ html: String, keepsHistory: Bool) {
        let document = HTMLParser.parse(html)
        var renderer = HTMLRenderer(document)
        let history = keepsHistory ? [:] : HTMLHistory.trailing(in: document)
        let lines = renderer.render(without: history)
        self.lines = history.isEmpty ? lines : Self.withoutRule(lines)
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
