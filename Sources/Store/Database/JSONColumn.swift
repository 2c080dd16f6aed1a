// SPDX-License-Identifier: Apache-2.0

import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

/// Lists and dictionaries that are stored as one column and never searched by it. NULL stands for the empty one.
enum JSONColumn {
    /// nil for the empty one. The same value always gives the same text.
    static func text<T: Encodable & Collection>(_ value: T) throws(StoreFailure) -> String? {
        guard !value.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .other("a column could not be written as JSON")
        }
    }

    /// nil where there is none; throws `.damaged` where the text is no such value, as only something else can have
    /// written it.
    static func value<T: Decodable>(_ text: String?, path: String) throws(StoreFailure) -> T? {
        guard let text else { return nil }
        do {
            return try JSONDecoder().decode(T.self, from: .init(text.utf8))
        } catch {
            throw .damaged(path: path)
        }
    }
}
