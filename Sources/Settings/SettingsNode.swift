// SPDX-License-Identifier: Apache-2.0

/// A value of a settings file with its place.
package struct SettingsNode: Sendable {
    package let value: Value
    /// The line on which it begins, counted from 1.
    package let line: Int
    /// The key path from the root of the file: `a.b[0].c`; empty for the root.
    package let path: String

    /// The types of TOML 1.0.
    package enum Value: Sendable {
        case string(String)
        case integer(Int)
        case double(Double)
        case bool(Bool)
        case array([SettingsNode])
        /// In the order of the file.
        case table([(key: String, node: SettingsNode)])
        /// A date, a time or both, as TOML writes them.
        case date(String)
    }

    package init(value: Value, line: Int, path: String) {
        self.value = value
        self.line = line
        self.path = path
    }

    /// What the value is, in words for a sentence: `a string`, `a number`.
    package var kind: String {
        switch value {
        case .string: "a string"
        case .integer: "a number"
        case .double: "a number with a fraction"
        case .bool: "true or false"
        case .array: "a list"
        case .table: "a table"
        case .date: "a date"
        }
    }

    /// The value under a key, where this is a table that has it.
    package subscript(key: String) -> SettingsNode? {
        guard case .table(let entries) = value else { return nil }
        return entries.first { $0.key == key }?.node
    }
}
