// SPDX-License-Identifier: Apache-2.0

/// Which elements stand apart from what is around them, and how far.
enum HTMLBlocks {
    private static let lines: Set<String> = [
        "address", "article", "aside", "caption", "center", "dd", "details", "div", "dt", "fieldset", "figcaption",
        "footer", "form", "header", "main", "nav", "section", "summary", "body",
    ]
    private static let paragraphs: Set<String> = [
        "blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "table",
    ]

    /// nil: it flows. Word's paragraphs (`MsoNormal`) and those with `margin:0` follow each other without an empty line.
    static func gap(of element: HTMLElement) -> TextLayout.Gap? {
        if lines.contains(element.name) { return .line }
        guard paragraphs.contains(element.name) else { return nil }
        if element.name == "p", isTight(element) { return .line }
        return .paragraph
    }

    private static let flowing: Set<String> = [
        "a", "abbr", "b", "big", "button", "cite", "code", "em", "font", "i", "label", "s", "small", "span", "strong",
        "u",
    ]
    private static let displays: Set<String> = ["block", "flex", "grid", "list-item", "table", "table-row"]

    /// How far what flows by itself stands apart by its style, or a style sheet; nil: it flows.
    static func addedGap(of element: HTMLElement) -> TextLayout.Gap? {
        guard let display = element.display, flowing.contains(element.name) else { return nil }
        return displays.contains(display) ? .line : nil
    }

    static func isHeading(_ name: String) -> Bool {
        name.count == 2 && name.first == "h" && ("1"..."6").contains(name.last ?? "0")
    }

    private static func isTight(_ paragraph: HTMLElement) -> Bool {
        if paragraph.classes.contains(where: { $0.hasPrefix("Mso") || $0.hasPrefix("x_Mso") }) { return true }
        guard paragraph["style"] != nil else { return false }
        let style = paragraph.style
        return style.number("margin") == 0 && (style["margin"]?.split(separator: " ").count ?? 1) == 1
            || style.number("margin-bottom") == 0
    }
}
