// SPDX-License-Identifier: Apache-2.0

/// A table of a settings file, read key by key. A value that does not fit is recorded in the report and read as nil or
/// as the default, so that loading goes on and finds the rest. At the end `finish()` tells of keys that nobody asked for.
package struct SettingsTable {
    package let file: String
    package let node: SettingsNode
    package let report: SettingsReport
    private let asked = AskedKeys()

    /// The root of a file. nil where the text is not TOML; the report then says why.
    package init?(file: String, text: String, report: SettingsReport) {
        do {
            self.init(file: file, node: try TOMLDocument.parse(text, file: file), report: report)
        } catch {
            report.add(error)
            return nil
        }
    }

    /// The root of the file at a path. nil where it cannot be read or is not TOML; the report then says why.
    package init?(path: String, report: SettingsReport) {
        do {
            self.init(file: path, text: try SettingsFile.text(at: path), report: report)
        } catch {
            report.add(error)
            return nil
        }
    }

    /// A node that is known to be a table.
    init(file: String, node: SettingsNode, report: SettingsReport) {
        self.file = file
        self.node = node
        self.report = report
    }

    /// The key path of the table; empty for the root.
    package var path: String { node.path }

    /// The keys that are there, in the order of the file.
    package var keys: [String] {
        guard case .table(let entries) = node.value else { return [] }
        return entries.map(\.key)
    }

    /// Whether the key is there; it counts as asked for.
    package func has(_ key: String) -> Bool { node(key) != nil }

    /// The value under a key, for a caller that reads it itself; nil where it is absent. A table in it is the caller's to
    /// check for unknown keys.
    package func node(_ key: String) -> SettingsNode? {
        asked.keys.insert(key)
        report.known.insert(KeyPath.appending(key, to: path))
        return node[key]
    }

    // MARK: - Reading by shape

    /// The value under a key; nil where it is absent or does not fit.
    package func value<Value>(_ key: String, _ shape: SettingsShape<Value>) -> Value? {
        guard let node = node(key) else { return nil }
        return read(node, shape)
    }

    /// The value under a key, or the default where it is absent or does not fit.
    package func value<Value>(_ key: String, _ shape: SettingsShape<Value>, default: Value) -> Value {
        value(key, shape) ?? `default`
    }

    /// The value under a key that must be there. `example` is what to write, as TOML: `"sms.example.org"` with its quotes.
    package func required<Value>(_ key: String, _ shape: SettingsShape<Value>, example: String) -> Value? {
        guard has(key) else {
            missing(key, example: example)
            return nil
        }
        return value(key, shape)
    }

    /// Reads any node by a shape; nil where it does not fit, and the report says so.
    package func read<Value>(_ node: SettingsNode, _ shape: SettingsShape<Value>) -> Value? {
        do {
            return try shape.read(node)
        } catch {
            for (node, sentence) in error.places { problem(sentence, at: node) }
            return nil
        }
    }

    /// A table that is not there, to read the defaults from.
    package func missingTable(_ key: String) -> SettingsTable {
        let path = KeyPath.appending(key, to: path)
        let absent = SettingsNode(value: .table([]), line: node.line, path: path)
        return SettingsTable(file: file, node: absent, report: report)
    }

    // MARK: - Problems

    /// Records a problem with the value under a key, or with the table where the key is nil or absent.
    package func problem(_ sentence: String, key: String? = nil) {
        guard let key else { return problem(sentence, at: node) }
        let absent = SettingsNode(value: .table([]), line: node.line, path: KeyPath.appending(key, to: path))
        problem(sentence, at: node[key] ?? absent)
    }

    /// Records a problem with a node of this file.
    package func problem(_ sentence: String, at node: SettingsNode) {
        report.add(SettingsProblem(file: file, line: node.line, path: node.path, sentence: sentence))
    }

    private func missing(_ key: String, example: String) {
        problem("is missing; write for example \(key) = \(example)", key: key)
    }

    /// Records each key that is there and that no accessor has asked for, with the known key that may have been meant.
    /// Call it once the table has been read.
    package func finish() {
        for key in keys where !asked.keys.contains(key) {
            let known = asked.keys.subtracting(keys).sorted()
            problem("unknown key \"\(key)\"" + Suggestion.sentence(for: key, in: known), key: key)
        }
    }

    /// What has been asked for: shared by the copies of a table.
    private final class AskedKeys {
        var keys: Set<String> = []
    }
}
