// SPDX-License-Identifier: Apache-2.0

/// A document, flat: its nodes in reading order, each knowing where the nodes inside it end. So nobody needs recursion,
/// which hostile nesting could drive through the stack, and leaving a part out is one jump.
struct HTMLDocument: Sendable {
    let nodes: [HTMLNode]
    /// A limit was reached: the rest of the document is not here.
    let isTruncated: Bool

    /// The text of some nodes, as it was written, without what no browser shows.
    func text(in range: Range<Int>, limit: Int = .max) -> String {
        var text = ""
        var index = range.lowerBound
        while index < range.upperBound, text.utf8.count < limit {
            switch nodes[index].content {
            case .text(let part): text += part
            case .element(let element) where element.isInvisible:
                index = nodes[index].end
                continue
            case .element(let element): if element.isBreak { text += " " }
            }
            index += 1
        }
        return text
    }
}

struct HTMLNode: Sendable {
    enum Content: Sendable {
        case element(HTMLElement)
        case text(String)
    }

    let content: Content
    /// The index of the first node behind this one and all that is inside it.
    var end: Int
}

/// A tag with its attributes; names in lower case, values with their entities resolved.
struct HTMLElement: Sendable {
    let name: String
    let attributes: [String: String]

    subscript(attribute: String) -> String? { attributes[attribute] }

    /// The names in `class`.
    var classes: [Substring] { self["class"]?.split(whereSeparator: \.isWhitespace) ?? [] }

    var style: HTMLStyle { HTMLStyle(self["style"]) }

    /// `br`, and what stands on lines of its own.
    var isBreak: Bool { name == "br" || HTMLBlocks.gap(of: self) != nil || ["li", "td", "th", "tr"].contains(name) }
}

/// Collects what the parser finds into a document, within limits.
final class HTMLTreeBuilder {
    /// Elements within each other. Browsers stop at 512 as well (Chromium's and Gecko's tree builders).
    static let depth = 512
    static let nodes = 200_000

    /// Ends the parser; set while it runs.
    var stop: () -> Void = {}
    private var nodes: [HTMLNode] = []
    private var open: [Int] = []
    /// Text comes in pieces, cut at every entity.
    private var pendingText = ""
    private var isStopped = false

    func start(_ name: String, _ attributes: [String: String]) {
        flushText()
        guard !isStopped, open.count < Self.depth, nodes.count < Self.nodes else { return halt() }
        open.append(nodes.count)
        nodes.append(HTMLNode(content: .element(HTMLElement(name: name, attributes: attributes)), end: 0))
    }

    func end() {
        flushText()
        guard !isStopped, let index = open.popLast() else { return }
        nodes[index].end = nodes.count
    }

    func text(_ text: String) {
        if !isStopped { pendingText += text }
    }

    /// What was read; elements that are still open end here.
    func document(isTruncated: Bool) -> HTMLDocument {
        flushText()
        while let index = open.popLast() { nodes[index].end = nodes.count }
        return HTMLDocument(nodes: nodes, isTruncated: isTruncated || isStopped)
    }

    private func flushText() {
        guard !pendingText.isEmpty else { return }
        nodes.append(HTMLNode(content: .text(pendingText), end: nodes.count + 1))
        pendingText = ""
    }

    private func halt() {
        isStopped = true
        stop()
    }
}
