// SPDX-License-Identifier: Apache-2.0

/// The declarations of a `style` attribute, as far as they say whether and how a text is seen.
struct HTMLStyle: Sendable {
    private var declarations: [String: String] = [:]

    init(_ text: String?) {
        guard let text else { return }
        for declaration in text.lowercased().split(separator: ";") {
            guard let colon = declaration.firstIndex(of: ":") else { continue }
            let name = Self.trimmed(declaration[..<colon])
            guard name.utf8.count <= HTMLElement.longestName else { continue }
            let value = Self.trimmed(declaration[declaration.index(after: colon)...])
            declarations[name] = value.hasSuffix("!important") ? Self.trimmed(value.dropLast(10)) : value
        }
    }

    subscript(name: String) -> String? { declarations[name] }

    /// The number in front of the unit; nil without one.
    func number(_ name: String) -> Double? {
        guard let value = self[name] else { return nil }
        return Double(value.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") })
    }

    /// Nothing of the element is seen. `mso-hide` is no such thing: it hides from Outlook what all others show.
    var hides: Bool {
        if self["display"] == "none" || number("opacity") == 0 { return true }
        let isCut = self["overflow"] == "hidden"
        if isCut, ["max-height", "height", "max-width", "width"].contains(where: { number($0) == 0 }) { return true }
        if self["transform"]?.hasPrefix("scale(0)") ?? false { return true }
        return self["position"] == "absolute" && ["left", "top", "text-indent"].contains { (number($0) ?? 0) < -900 }
    }

    /// Whether letters are seen; nil: as outside. Templates set the size to 0 outside and to a real one further in.
    var showsText: Bool? {
        if let size = number("font-size") {
            let isAbsolute = ["px", "pt"].contains { self["font-size"]?.hasSuffix($0) ?? false }
            return size > (isAbsolute ? Self.unseenSize : 0)
        }
        return self["font"].map { !["0/", "0px", "0 "].contains(where: $0.hasPrefix) } == false ? false : nil
    }

    /// Whether letters differ from what is behind them, as far as the same element says both; nil: as outside.
    var hasInk: Bool? {
        guard let color = self["color"].map(HTMLColor.name) else { return nil }
        let isPainted = self["text-shadow"] != nil || self["background-clip"] != nil
        if color == "transparent" { return isPainted || self["-webkit-background-clip"] != nil }
        let background = self["background-color"] ?? self["background"]
        return background.map(HTMLColor.name) != color || isPainted
    }

    /// In pixels or points: nobody reads letters that are a point high. Templates hide the preview text so.
    private static let unseenSize = 1.0

    /// nil: as outside.
    var isVisible: Bool? { self["visibility"].map { $0 != "hidden" && $0 != "collapse" } }

    /// nil: as the tag says.
    var isBold: Bool? {
        guard let weight = self["font-weight"] else { return nil }
        if let number = Int(weight) { return number >= 600 }
        return weight.hasPrefix("bold")
    }

    /// nil: as the tag says.
    var isItalic: Bool? { self["font-style"].map { $0 == "italic" || $0 == "oblique" } }

    var isStruckThrough: Bool {
        (self["text-decoration"] ?? self["text-decoration-line"] ?? "").holds("line-through")
    }

    var keepsLines: Bool { self["white-space"]?.hasPrefix("pre") ?? false }

    private static func trimmed(_ text: some StringProtocol) -> String {
        guard let start = text.firstIndex(where: { !$0.isWhitespace }),
            let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[start...end])
    }
}

extension HTMLElement {
    private static let unread: Set<String> = [
        "script", "style", "title", "noscript", "template", "svg", "object", "iframe", "audio", "video", "select",
        "textarea", "map", "meta", "link", "applet", "embed", "canvas", "datalist", "noembed", "noframes",
    ]
    /// The names that templates give to the text for the list of mails, where a style sheet hides it.
    private static let preheaders: Set<String> = ["preheader", "preview-text", "previewtext", "mcnpreviewtext"]

    static func isInvisible(
        _ name: String, _ attributes: [String: String], _ classes: [String], _ style: HTMLStyle
    ) -> Bool {
        if unread.contains(name) || attributes["hidden"] != nil { return true }
        if classes.contains(where: { preheaders.contains($0.lowercased()) }) { return true }
        return attributes["style"] != nil && style.hides
    }
}
