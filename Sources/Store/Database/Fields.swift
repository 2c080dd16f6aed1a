// SPDX-License-Identifier: Apache-2.0

/// One row that a statement gives, typed by position: the first column is 0. It is valid only inside the closure that it
/// was given to. A NULL reads as 0 or as nothing, unless it is asked for as an optional.
protocol Fields {
    func isNull(_ index: Int) -> Bool
    func integer(_ index: Int) -> Int64
    func text(_ index: Int) -> String
    func bytes(_ index: Int) -> [UInt8]
}

extension Fields {
    subscript<T: Readable>(_ index: Int) -> T { T.read(self, index) }
}

/// What can be read from a column.
protocol Readable {
    static func read(_ fields: some Fields, _ index: Int) -> Self
}

extension Int64: Readable {
    static func read(_ fields: some Fields, _ index: Int) -> Int64 { fields.integer(index) }
}

extension Int: Readable {
    static func read(_ fields: some Fields, _ index: Int) -> Int { Int(fields.integer(index)) }
}

extension Bool: Readable {
    static func read(_ fields: some Fields, _ index: Int) -> Bool { fields.integer(index) != 0 }
}

extension String: Readable {
    static func read(_ fields: some Fields, _ index: Int) -> String { fields.text(index) }
}

extension [UInt8]: Readable {
    static func read(_ fields: some Fields, _ index: Int) -> [UInt8] { fields.bytes(index) }
}

extension Optional: Readable where Wrapped: Readable {
    static func read(_ fields: some Fields, _ index: Int) -> Wrapped? {
        fields.isNull(index) ? nil : Wrapped.read(fields, index)
    }
}
