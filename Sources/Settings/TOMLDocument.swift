// SPDX-License-Identifier: Apache-2.0

import TOMLKit

/// A TOML text as a tree of values with their lines. TOMLKit gives the values, `TOMLLines` the lines.
enum TOMLDocument {
    /// Throws the place of the first syntax error and the parser's words for it.
    static func parse(_ text: String, file: String) throws(SettingsProblem) -> SettingsNode {
        // TOMLKit hands the text to C++ as a C string, which would end here without a word.
        if let line = lineOfNUL(in: text) {
            throw SettingsProblem(file: file, line: line, sentence: "holds a NUL character; remove it")
        }
        do {
            let table = try TOMLTable(string: text)
            let lines = TOMLLines(text)
            return SettingsNode(value: tree(of: table, at: "", lines), line: 1, path: "")
        } catch let error as TOMLParseError {
            throw SettingsProblem(
                file: file, line: error.source.begin.line, sentence: "is not TOML: \(error.description)")
        } catch {
            throw SettingsProblem(file: file, sentence: "is not TOML")
        }
    }

    private static func lineOfNUL(in text: String) -> Int? {
        guard let index = text.utf8.firstIndex(of: 0) else { return nil }
        return 1 + text.utf8[..<index].count { $0 == UInt8(ascii: "\n") }
    }

    private static func tree(of table: TOMLTable, at path: String, _ lines: TOMLLines) -> SettingsNode.Value {
        var entries: [(key: String, node: SettingsNode)] = []
        for key in table.keys {
            guard let value = table[key] else { continue }
            entries.append((key, node(of: value, at: KeyPath.appending(key, to: path), lines)))
        }
        // The C++ table is sorted by key.
        entries.sort { ($0.node.line, lines.order[$0.node.path] ?? 0) < ($1.node.line, lines.order[$1.node.path] ?? 0) }
        return .table(entries)
    }

    private static func node(of value: any TOMLValueConvertible, at path: String, _ lines: TOMLLines) -> SettingsNode {
        SettingsNode(value: tree(of: value, at: path, lines), line: lines.line(of: path), path: path)
    }

    private static func tree(
        of value: any TOMLValueConvertible, at path: String, _ lines: TOMLLines
    ) -> SettingsNode.Value {
        if let table = value.table { return tree(of: table, at: path, lines) }
        if let array = value.array {
            return .array(
                (0..<array.count).map { node(of: array[$0], at: KeyPath.appending($0, to: path), lines) })
        }
        if let text = value.string { return .string(text) }
        if let number = value.int { return .integer(number) }
        if let number = value.double { return .double(number) }
        if let answer = value.bool { return .bool(answer) }
        return .date(value.debugDescription)
    }
}
