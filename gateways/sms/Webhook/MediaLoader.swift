// SPDX-License-Identifier: Apache-2.0

import Settings

/// Reads the `media` of a message event, in one of the shapes of `MediaSource`, or a list of them that are all taken.
enum MediaLoader {
    static func sources(_ table: SettingsTable) -> [MediaSource] {
        // Inbound media behind HTTP Basic: the reader fetches the links, so this is a note to the operator.
        _ = table.value("media_auth", .word(MediaAuthentication.self))
        guard let node = table.node("media") else { return [] }
        guard case .array(let nodes) = node.value else { return source(node, table).map { [$0] } ?? [] }
        return nodes.compactMap { source($0, table) }
    }

    private enum MediaAuthentication: String, CaseIterable {
        case basic
    }

    private static func source(_ node: SettingsNode, _ table: SettingsTable) -> MediaSource? {
        guard case .table = node.value else { return table.read(node, .path).map { .links($0) } }
        guard let inner = table.table(node) else { return nil }
        defer { inner.finish() }
        if inner.has("numbered") { return numbered(inner) }
        return inner.has("base64") && !inner.has("each") ? inline(inner, each: nil) : each(inner)
    }

    private static func numbered(_ table: SettingsTable) -> MediaSource? {
        let first = table.value("first", .int(in: 0...9), default: 0)
        let count = table.value("count", .pointer)
        let shape = SettingsShape<String>.text.checked { (text) throws(InvalidSetting) in
            do throws(PointerProblem) {
                if let pointer = try NumberedPointer(text, first: first) { return pointer }
            } catch {
                throw InvalidSetting(error.sentence)
            }
            throw InvalidSetting("must have {n} once, as in \"/MediaUrl{n}\"")
        }
        // The type of a link is told by whoever serves it.
        _ = table.value("type", shape)
        return table.value("numbered", shape).map { .numbered($0, first: first, count: count) }
    }

    private static func each(_ table: SettingsTable) -> MediaSource? {
        let each = table.required("each", .pointer, example: "\"/media\"")
        guard table.has("url") != table.has("base64") else {
            table.problem("write either url or base64, a pointer inside the element")
            _ = inline(table, each: each)
            _ = table.value("url", .pointer)
            return nil
        }
        guard table.has("url") else { return inline(table, each: each) }
        for key in ["type", "name", "size"] { _ = table.value(key, .pointer) }
        let url = table.value("url", .pointer)
        guard let each, let url else { return nil }
        return .each(each, url: url)
    }

    /// - Parameter each: nil where the event itself is the only element.
    private static func inline(_ table: SettingsTable, each: Pointer?) -> MediaSource? {
        let data = table.value("base64", .pointer)
        let type = table.value("type", .pointer)
        let name = table.value("name", .pointer)
        _ = table.value("size", .pointer)
        return data.map { .inline(each: each, data: $0, type: type, name: name) }
    }
}
