// SPDX-License-Identifier: Apache-2.0

/// Tells a table that carries data from one that only places things on a page, as most in mails do.
enum HTMLTable {
    /// A cell with more bytes of text than this is a paragraph.
    static let cellBytes = 200
    private static let blocks: Set<String> = [
        "table", "img", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "hr",
    ]

    /// At least two rows with two texts or more, all of them short, and nothing within that makes a page.
    static func carriesData(_ index: Int, in document: HTMLDocument) -> Bool {
        let range = (index + 1)..<document.nodes[index].end
        guard case .element(let table) = document.nodes[index].content, table["role"] != "presentation",
            !range.contains(where: { isBlock(document.nodes[$0]) })
        else { return false }
        var (rows, texts) = (0, 0)
        for inner in range {
            guard case .element(let element) = document.nodes[inner].content else { continue }
            if element.name == "tr" {
                if texts > 1 { rows += 1 }
                texts = 0
            } else if element.name == "td" || element.name == "th" {
                let end = document.nodes[inner].end
                let text = document.text(in: (inner + 1)..<end, limit: cellBytes + 1)
                if text.utf8.count > cellBytes { return false }
                if text.contains(where: { !$0.isWhitespace }) { texts += 1 }
            }
        }
        return rows + (texts > 1 ? 1 : 0) > 1
    }

    private static func isBlock(_ node: HTMLNode) -> Bool {
        if case .element(let element) = node.content { blocks.contains(element.name) } else { false }
    }
}
