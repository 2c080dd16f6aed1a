// SPDX-License-Identifier: Apache-2.0

import Notation

/// A document, flat: its nodes in reading order, each knowing where the nodes inside it end. So nobody needs recursion,
/// which hostile nesting could drive through the stack, and leaving a part out is one jump.
struct HTMLDocument: Sendable {
    let nodes: [HTMLNode]
    /// A limit was reached: the rest of the document is not here.
    let isTruncated: Bool
    /// Bytes of the whole text.
    let textSize: Int
    /// For each node, and behind the last, the first from there on that says something. Whoever wants a little text of a
    /// large part does not go through thousands of empty elements for it, and not again for the next one.
    private let speaking: [Int]

    init(nodes: [HTMLNode], isTruncated: Bool) {
        self.nodes = nodes
        self.isTruncated = isTruncated
        var size = 0
        var speaking = [Int](repeating: nodes.count, count: nodes.count + 1)
        var index = 0
        while index < nodes.count {
            if case .element(let element) = nodes[index].content, element.isInvisible {
                index = nodes[index].end
                continue
            }
            let text = nodes[index].text
            size += text.utf8.count
            if !text.isEmpty { speaking[index] = index }
            index += 1
        }
        for index in nodes.indices.reversed() { speaking[index] = min(speaking[index], speaking[index + 1]) }
        (textSize, self.speaking) = (size, speaking)
    }

    /// The text of some nodes, as it was written, without what no browser shows. It may be longer than the limit by one
    /// piece.
    func text(in range: Range<Int>, limit: Int = .max) -> String {
        var text = ""
        var index = speaking[range.lowerBound]
        while index < range.upperBound, text.utf8.count < limit {
            text += nodes[index].text
            index = speaking[index + 1]
        }
        return text.withFewMarks
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

    /// What it says by itself, without what is inside.
    fileprivate var text: String {
        switch content {
        case .text(let text): text
        case .element(let element): element.isBreak ? " " : ""
        }
    }
}

/// A tag with its attributes; names in lower case, values with their entities resolved.
struct HTMLElement: Sendable {
    let name: String
    let attributes: [String: String]
    let style: HTMLStyle
    /// The names in `class` that anybody could look for: no longer than `longestName`.
    let classes: [String]
    /// Neither the element nor anything inside it is seen.
    let isInvisible: Bool

    /// Bytes of a name that is looked for, such as a class or an id. The names that we know are shorter.
    static let longestName = 64

    init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
        style = HTMLStyle(attributes["style"])
        classes = attributes["class"].map(Self.names) ?? []
        isInvisible = Self.isInvisible(name, attributes, classes, style)
    }

    subscript(attribute: String) -> String? { attributes[attribute] }

    private static func names(_ list: String) -> [String] {
        list.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
            .filter { $0.utf8.count <= longestName }
    }

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
        nodes.append(
            HTMLNode(
                content: .element(HTMLElement(name: name, attributes: attributes.mapValues(\.withFewMarks))), end: 0))
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
        nodes.append(HTMLNode(content: .text(pendingText.withFewMarks), end: nodes.count + 1))
        pendingText = ""
    }

    private func halt() {
        isStopped = true
        stop()
    }
}
