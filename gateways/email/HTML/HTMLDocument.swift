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

    /// The first lines of some nodes, white space collapsed: enough to see how they begin.
    func firstLines(in range: Range<Int>) -> [String] {
        var lines = [""]
        var size = 0
        var blocks: [Int] = []
        var index = range.lowerBound
        let last = min(range.upperBound, range.lowerBound + Self.excerptNodes)
        while index < last, size < Self.excerptBytes {
            while let end = blocks.last, end <= index {
                blocks.removeLast()
                lines.append("")
            }
            let node = nodes[index]
            switch node.content {
            case .text(let text):
                let words = String(text.prefix(Self.excerptBytes)).split(whereSeparator: \.isWhitespace)
                let isApart = text.first?.isWhitespace ?? false
                if !words.isEmpty {
                    let line = words.joined(separator: " ") + (text.last?.isWhitespace ?? false ? " " : "")
                    lines[lines.count - 1] += (isApart ? " " : "") + line
                    size += line.utf8.count
                } else if !lines[lines.count - 1].isEmpty {
                    lines[lines.count - 1] += " "
                }
            case .element(let element) where element.isInvisible:
                index = node.end
                continue
            case .element(let element) where element.isBreak:
                lines.append("")
                if element.name != "br" { blocks.append(node.end) }
            case .element: break
            }
            index += 1
        }
        return lines.map { line in line.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }

    private static let excerptNodes = 300
    private static let excerptBytes = 1_500

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
    /// How it is set, by its own style or a style sheet; nil: as its tag says.
    let display: String?

    /// Bytes of a name that is looked for, such as a class or an id. The names that we know are shorter.
    static let longestName = 64

    init(name: String, attributes: [String: String], sheet: HTMLStyleSheet = HTMLStyleSheet()) {
        self.name = name
        self.attributes = attributes
        style = HTMLStyle(attributes["style"])
        classes = attributes["class"].map(Self.names) ?? []
        isInvisible =
            Self.isInvisible(name, attributes, classes, style)
            || sheet.hides(name, id: attributes["id"], classes: classes, style)
        display = style["display"] ?? sheet.display(name, id: attributes["id"], classes: classes)
    }

    subscript(attribute: String) -> String? { attributes[attribute] }

    private static func names(_ list: String) -> [String] {
        list.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
            .filter { $0.utf8.count <= longestName }
    }

    /// `br`, and what stands on lines of its own.
    var isBreak: Bool {
        name == "br" || HTMLBlocks.gap(of: self) != nil || HTMLBlocks.addedGap(of: self) != nil
            || ["li", "td", "th", "tr"].contains(name)
    }
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
    private let sheet: HTMLStyleSheet

    init(sheet: HTMLStyleSheet = HTMLStyleSheet()) {
        self.sheet = sheet
    }

    func start(_ name: String, _ attributes: [String: String]) {
        flushText()
        guard !isStopped, open.count < Self.depth, nodes.count < Self.nodes else { return halt() }
        open.append(nodes.count)
        nodes.append(
            HTMLNode(
                content: .element(
                    HTMLElement(name: name, attributes: attributes.mapValues(\.withFewMarks), sheet: sheet)), end: 0))
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
