// SPDX-License-Identifier: Apache-2.0

/// The everyday types by name. Each gives nil where the key is absent or its value does not fit; the latter is reported.
extension SettingsTable {
    package func string(_ key: String) -> String? { value(key, .string) }
    package func int(_ key: String) -> Int? { value(key, .int) }
    package func double(_ key: String) -> Double? { value(key, .double) }
    package func bool(_ key: String) -> Bool? { value(key, .bool) }
    package func duration(_ key: String) -> Duration? { value(key, .duration) }
    /// Bytes.
    package func size(_ key: String) -> Int? { value(key, SettingsShape<Int>.size) }
    package func strings(_ key: String) -> [String]? { value(key, .list(of: .string)) }

    package func string(_ key: String, default text: String) -> String { string(key) ?? text }
    package func int(_ key: String, default number: Int) -> Int { int(key) ?? number }
    package func bool(_ key: String, default answer: Bool) -> Bool { bool(key) ?? answer }

    /// Text that must be there. `example` is what to write, without quotes.
    package func requiredString(_ key: String, example: String) -> String? {
        required(key, .text, example: "\"\(example)\"")
    }

    /// The table under a key; nil where it is absent or something else. Whoever reads it calls its `finish()`.
    package func table(_ key: String) -> SettingsTable? {
        node(key).flatMap(table)
    }

    /// The tables of `[[key]]` or `key = [{…}]`; empty where there are none.
    package func tables(_ key: String) -> [SettingsTable] {
        guard let node = node(key) else { return [] }
        guard case .array(let nodes) = node.value else {
            problem("expected a list of tables, found \(node.kind); write [[\(node.path)]]", at: node)
            return []
        }
        return nodes.compactMap(table)
    }

    /// A node of this file as a table; nil where it is something else, and the report says so.
    package func table(_ node: SettingsNode) -> SettingsTable? {
        guard case .table = node.value else {
            problem("expected a table, found \(node.kind)", at: node)
            return nil
        }
        return SettingsTable(file: file, node: node, report: report)
    }
}
