// SPDX-License-Identifier: Apache-2.0

/// A JSON value (RFC 8259). Numbers keep the text they were written in, so that no id loses a digit.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As written: `12345678901234567890`, `1.50`, `-2e3`.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Of members with the same name the last one counts.
    case object([String: JSONValue])

    /// What a scalar is compared and shown as: a string's text, a number as written, `true` or `false`; nil for `null`,
    /// arrays and objects.
    package var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// The elements of an array; nil for everything else.
    package var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The value a pointer leads to, seen from this value; nil where there is nothing.
    package func value(at pointer: Pointer) -> JSONValue? {
        var here = self
        for token in pointer.tokens {
            guard let next = here.child(token) else { return nil }
            here = next
        }
        return here
    }

    private func child(_ token: Pointer.Token) -> JSONValue? {
        switch self {
        case .object(let members): members[token.name]
        case .array(let elements): token.index.flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        case .null, .bool, .number, .string: nil
        }
    }
}
