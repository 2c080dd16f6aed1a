// SPDX-License-Identifier: Apache-2.0

/// What a statement is given for one of its numbered places.
enum Value: Sendable, Equatable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// For a place that the statement reads as a list (`Statement.Text`).
    case integers([Int64])
    case texts([String])
}

/// The values of a statement, the first for `?1`.
struct Values: Sendable, ExpressibleByArrayLiteral {
    let list: [Value]

    init(arrayLiteral elements: any Storable...) {
        list = elements.map(\.value)
    }

    private init(_ list: [Value]) {
        self.list = list
    }

    static func + (front: Values, back: Values) -> Values {
        Values(front.list + back.list)
    }
}

/// What can be written into a column. A truth is 0 or 1, for no engine but one has a type of its own for it.
protocol Storable {
    var value: Value { get }
}

extension Int64: Storable {
    var value: Value { .integer(self) }
}

extension Int: Storable {
    var value: Value { .integer(Int64(self)) }
}

extension Bool: Storable {
    var value: Value { .integer(self ? 1 : 0) }
}

extension String: Storable {
    var value: Value { .text(self) }
}

extension Optional: Storable where Wrapped: Storable {
    var value: Value { self?.value ?? .null }
}

extension [UInt8]: Storable {
    var value: Value { .bytes(self) }
}

extension Value: Storable {
    var value: Value { self }
}
