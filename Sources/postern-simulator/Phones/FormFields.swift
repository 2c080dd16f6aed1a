// SPDX-License-Identifier: Apache-2.0

import Notation

/// The fields of an `application/x-www-form-urlencoded` body, as browsers send it (WHATWG URL section 5.1).
struct FormFields {
    private let values: [String: String]

    init(_ body: String) {
        var values: [String: String] = [:]
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.decode(parts[0])] = parts.count == 2 ? Self.decode(parts[1]) : ""
        }
        self.values = values
    }

    /// Empty where there is no such field.
    subscript(name: String) -> String { values[name] ?? "" }

    private static func decode(_ text: Substring) -> String {
        let spaced = String(text.map { $0 == "+" ? " " : $0 })
        return PercentEncoding.decode(spaced) ?? spaced
    }
}
