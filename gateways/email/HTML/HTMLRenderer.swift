// SPDX-License-Identifier: Apache-2.0

/// Goes through a document once and lays out what a reader would see of it.
struct HTMLRenderer {
    /// What holds from an element's beginning to its end.
    struct State {
        var styles: TextStyles = []
        /// The letters have a size.
        var hasSize = true
        var isVisible = true
        /// Line ends in the source are line ends to the reader.
        var keepsLines = false
        /// Between two fences.
        var isFenced = false
        /// Within a table that carries data.
        var isData = false

        var isSeen: Bool { hasSize && isVisible }
    }

    /// What is to be done where an element ends.
    enum Closing {
        case nothing
        case separate(TextLayout.Gap)
        case list(TextLayout.Gap)
        case item, quote, cell, fence
        case space
        case text(String)
        /// The address, and how many characters had been seen in front of the link's text.
        case link(String, Int)
    }

    private struct Scope {
        let end: Int
        let outer: State
        let closing: Closing
    }

    let document: HTMLDocument
    var layout = TextLayout()
    var state = State()
    var lists: [HTMLList] = []
    /// Cells in the row so far.
    var cells = 0
    var lastAddress: String?
    /// The first line end within `<pre>` is not one.
    var isBehindPre = false
    /// Something is not in the text that a browser would show.
    var isAbridged = false
    /// The Content-IDs of the pictures that are part of what is shown.
    var shownImages: Set<String> = []
    private var scopes: [Scope] = []

    init(_ document: HTMLDocument) {
        self.document = document
        isAbridged = document.isTruncated
    }

    /// The lines of the document without the given ranges, by their beginnings.
    mutating func render(without ranges: [Int: Int] = [:]) -> [String] {
        var index = 0
        while index < document.nodes.count, !layout.isFull {
            close(before: index)
            if let end = ranges[index] {
                isAbridged = true
                index = end
                continue
            }
            switch document.nodes[index].content {
            case .text(let text):
                show(text)
                index += 1
            case .element(let element):
                index = open(element, at: index) ? index + 1 : document.nodes[index].end
            }
        }
        close(before: document.nodes.count)
        if layout.isFull { isAbridged = true }
        return layout.finish()
    }

    /// Whether what is inside is to be gone through.
    private mutating func open(_ element: HTMLElement, at index: Int) -> Bool {
        guard !element.isInvisible else { return false }
        let outer = state
        state.apply(element)
        guard let closing = enter(element, at: index) else {
            state = outer
            return false
        }
        scopes.append(Scope(end: document.nodes[index].end, outer: outer, closing: closing))
        return true
    }

    private mutating func close(before index: Int) {
        while let scope = scopes.last, scope.end <= index {
            scopes.removeLast()
            leave(scope.closing)
            state = scope.outer
        }
    }

    private mutating func show(_ text: String) {
        guard state.isSeen else { return }
        guard state.keepsLines, !layout.isOneLine else { return layout.add(text, state.styles) }
        let body = isBehindPre && text.hasPrefix("\n") ? text.dropFirst() : text[...]
        isBehindPre = false
        layout.addVerbatim(String(body), state.isFenced ? [] : state.styles)
    }
}

extension HTMLRenderer.State {
    private static let styles: [String: TextStyles] = [
        "b": .strong, "strong": .strong, "i": .emphasis, "em": .emphasis, "del": .strikethrough, "s": .strikethrough,
        "strike": .strikethrough, "code": .code, "tt": .code, "kbd": .code, "samp": .code,
    ]

    fileprivate mutating func apply(_ element: HTMLElement) {
        if let style = Self.styles[element.name] { styles.insert(style) }
        if HTMLBlocks.isHeading(element.name) || (element.name == "th" && isData) { styles.insert(.strong) }
        guard element["style"] != nil else { return }
        let style = element.style
        if let bold = style.isBold { set(.strong, bold) }
        if let italic = style.isItalic { set(.emphasis, italic) }
        if style.isStruckThrough { styles.insert(.strikethrough) }
        hasSize = style.showsText ?? hasSize
        isVisible = style.isVisible ?? isVisible
        if style.keepsLines { keepsLines = true }
    }

    private mutating func set(_ style: TextStyles, _ isSet: Bool) {
        if isSet { styles.insert(style) } else { styles.remove(style) }
    }
}
