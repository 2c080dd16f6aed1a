// SPDX-License-Identifier: Apache-2.0

/// Goes through a document once and lays out what a reader would see of it.
struct HTMLRenderer {
    /// What holds from an element's beginning to its end.
    struct State {
        var styles: TextStyles = []
        /// The letters have a size.
        var hasSize = true
        var isVisible = true
        /// The letters have another colour than what is behind them.
        var hasInk = true
        /// Line ends in the source are line ends to the reader.
        var keepsLines = false
        /// Between two fences.
        var isFenced = false
        /// Within a table that carries data.
        var isData = false
        /// Letters above or below the line; nil: on it.
        var script: RaisedFigures.Place?

        var isSeen: Bool { hasSize && isVisible && hasInk }
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

    /// A picture that can be seen was shown, or stood, since the link began.
    var hasPicture = false

    private struct Scope {
        let end: Int
        let outer: State
        let closing: Closing
        /// How far it stands apart by its style.
        let gap: TextLayout.Gap?
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
    /// Something is not in the text that a browser would show, besides the ranges that are left out on purpose.
    var isAbridged = false
    /// The Content-IDs of the pictures that are part of what is shown.
    var shownImages: Set<String> = []
    /// What relative addresses are relative to; nil: nothing says it.
    let base: String?
    private var scopes: [Scope] = []

    init(_ document: HTMLDocument) {
        self.document = document
        base = HTMLLink.base(of: document)
        isAbridged = document.isTruncated
    }

    /// The lines of the document without the given ranges, by their beginnings.
    mutating func render(without ranges: [Int: Int] = [:]) -> [String] {
        var index = 0
        while index < document.nodes.count, !layout.isFull {
            close(before: index)
            if let end = ranges[index] {
                index = end
                continue
            }
            switch document.nodes[index].content {
            case .text(let text):
                show(text, at: index)
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
        let gap = HTMLBlocks.addedGap(of: element)
        if let gap { layout.separate(gap) }
        if element.display == "table-cell" { layout.space() }
        guard let closing = enter(element, at: index) else {
            state = outer
            if let gap { layout.separate(gap) }
            return false
        }
        scopes.append(Scope(end: document.nodes[index].end, outer: outer, closing: closing, gap: gap))
        return true
    }

    private mutating func close(before index: Int) {
        while let scope = scopes.last, scope.end <= index {
            scopes.removeLast()
            leave(scope.closing)
            if let gap = scope.gap { layout.separate(gap) }
            state = scope.outer
        }
    }

    private mutating func show(_ text: String, at index: Int) {
        guard state.isSeen else { return }
        if let script = state.script, !state.isFenced, text.utf8.count <= RaisedFigures.bytes {
            let after = document.text(in: (index + 1)..<document.nodes.count, limit: RaisedFigures.bytes)
            let shown = RaisedFigures.text(text, script, after: layout.lineEnd, before: after)
            return layout.add(shown, state.styles)
        }
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
        if let place = RaisedFigures.Place(element) { script = place }
        // Links have a colour of their own.
        if element.name == "a" { hasInk = true }
        guard element["style"] != nil else { return }
        let style = element.style
        hasInk = style.hasInk ?? hasInk
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
