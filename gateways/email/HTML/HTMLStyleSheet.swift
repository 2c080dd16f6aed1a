// SPDX-License-Identifier: Apache-2.0

/// What a page's style sheets hide on every screen, and what they set apart: the rules of one class or id with `display`
/// or `visibility`. All else that they say does not matter to a text. One pass.
struct HTMLStyleSheet: Sendable {
    private enum Meaning {
        case hidden, certainlyHidden, shown
    }

    private static let rules = 2_000
    private static let selectors = 50
    /// Octets. A name that we look for is shorter.
    private static let longestSelector = 4 * HTMLElement.longestName

    /// `.name`, `#name`, `tag.name`: what the last rule for it says.
    private var meanings: [String: Meaning] = [:]
    /// How what is shown is set.
    private var displays: [String: String] = [:]

    init() {}

    init(_ css: [UInt8]) {
        guard !css.isEmpty else { return }
        var rest = Self.withoutComments(css)[...]
        var count = 0
        while count < Self.rules, let open = rest.firstIndex(where: { "{;".utf8.contains($0) }) {
            let head = Self.trimmed(rest[..<open])
            let isStatement = rest[open] == UInt8(ascii: ";")
            rest = rest[(open + 1)...]
            if isStatement { continue }
            if head.hasPrefix("@") {
                if !Self.isForScreens(head) { rest = Self.behindBlock(rest) }
                continue
            }
            let close = rest.firstIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "{") } ?? rest.endIndex
            take(head, rest[..<close])
            rest = rest[close...].dropFirst()
            count += 1
        }
    }

    /// Whether it is hidden, as far as its own style does not say otherwise.
    func hides(_ name: String, id: String?, classes: [String], _ style: HTMLStyle) -> Bool {
        guard !meanings.isEmpty, !classes.isEmpty || id != nil else { return false }
        let found = Self.keys(name, id, classes).compactMap { meanings[$0] }
        if found.contains(.certainlyHidden) { return true }
        return found.contains(.hidden) && !found.contains(.shown) && style["display"] == nil
    }

    /// nil: as the tag says.
    func display(_ name: String, id: String?, classes: [String]) -> String? {
        guard !displays.isEmpty, !classes.isEmpty || id != nil else { return nil }
        return Self.keys(name, id, classes).lazy.compactMap { displays[$0] }.first
    }

    private static func keys(_ name: String, _ id: String?, _ classes: [String]) -> [String] {
        let keys = classes.flatMap { [".\($0)", "\(name).\($0)"] }
        guard let id, id.utf8.count <= HTMLElement.longestName else { return keys }
        return keys + ["#\(id)", "\(name)#\(id)"]
    }

    private mutating func take(_ head: String, _ declarations: ArraySlice<UInt8>) {
        let body = String(decoding: declarations, as: UTF8.self)
        guard body.lowercased().holds("display") || body.lowercased().holds("visibility") else { return }
        let style = HTMLStyle(body)
        let display = style["display"]
        let isHidden = display == "none" || style.isVisible == false
        guard display != nil || isHidden else { return }
        let isCertain = body.lowercased().holds("important")
        let meaning: Meaning = isHidden ? (isCertain ? .certainlyHidden : .hidden) : .shown
        for selector in head.utf8.split(separator: UInt8(ascii: ",")).prefix(Self.selectors) {
            // By octets: thousands of marks would be one character, which takes long to look at.
            guard selector.count <= Self.longestSelector, let key = Self.key(of: String(Substring(selector))) else {
                continue
            }
            meanings[key] = meaning
            displays[key] = isHidden ? nil : display
        }
    }

    /// nil for all but a class or an id, with or without a tag.
    private static func key(of selector: String) -> String? {
        let bare = selector.filter { !$0.isWhitespace }
        guard bare.count == trimmed(Array(selector.utf8)[...]).count, bare.utf8.count <= HTMLElement.longestName * 2
        else { return nil }
        let simple = bare.hasPrefix("*") ? bare.dropFirst() : bare[...]
        guard let mark = simple.firstIndex(where: { $0 == "." || $0 == "#" }) else { return nil }
        let name = simple[simple.index(after: mark)...]
        let isWord = { (character: Character) in character.isLetter || character.isNumber || "-_".contains(character) }
        guard !name.isEmpty, name.allSatisfy(isWord), simple[..<mark].allSatisfy(isWord) else { return nil }
        return simple[..<mark].lowercased() + simple[mark...]
    }

    /// `@media screen` and `@media all`; those with conditions are for some screens only.
    private static func isForScreens(_ head: String) -> Bool {
        let words = head.lowercased().split(separator: " ")
        return words.count == 2 && words[0] == "@media" && (words[1] == "screen" || words[1] == "all")
    }

    private static func behindBlock(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var depth = 1
        var index = text.startIndex
        while index < text.endIndex, depth > 0 {
            if text[index] == UInt8(ascii: "{") { depth += 1 }
            if text[index] == UInt8(ascii: "}") { depth -= 1 }
            index += 1
        }
        return text[index...]
    }

    /// Old pages keep a style sheet within `<!-- -->`.
    private static func withoutComments(_ css: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(css.count)
        var index = 0
        while index < css.count {
            let rest = css[index...]
            if rest.starts(with: "/*".utf8) {
                index += 2
                while index < css.count, !css[index...].starts(with: "*/".utf8) { index += 1 }
                index += 2
            } else if rest.starts(with: "<!--".utf8) {
                index += 4
            } else if rest.starts(with: "-->".utf8) {
                index += 3
            } else {
                // What closes a block that was opened for all screens ends nothing.
                kept.append(css[index])
                index += 1
            }
        }
        return kept
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> String {
        let isBlank = { (octet: UInt8) in octet <= 0x20 || octet == UInt8(ascii: "}") }
        guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(decoding: text[first...last], as: UTF8.self)
    }
}
