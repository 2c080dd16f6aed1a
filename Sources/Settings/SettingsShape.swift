// SPDX-License-Identifier: Apache-2.0

/// What the value of a key must look like, and how it becomes a Swift value.
package struct SettingsShape<Value> {
    /// Reads a node; throws every mismatch that it finds.
    package let read: (SettingsNode) throws(SettingsMismatch) -> Value

    package init(_ read: @escaping (SettingsNode) throws(SettingsMismatch) -> Value) {
        self.read = read
    }

    /// The same shape, and then a step that may refuse the value with a sentence.
    package func checked<New>(
        _ convert: @escaping (Value) throws(InvalidSetting) -> New
    ) -> SettingsShape<New> {
        SettingsShape<New> { (node) throws(SettingsMismatch) -> New in
            let value = try read(node)
            do throws(InvalidSetting) {
                return try convert(value)
            } catch {
                throw SettingsMismatch(node, error.sentence)
            }
        }
    }
}

/// Why a text or a number is no such value: what is wrong and what to write instead.
package struct InvalidSetting: Error, Hashable, Sendable {
    package let sentence: String

    package init(_ sentence: String) {
        self.sentence = sentence
    }
}

/// What does not fit a shape, each with its place.
package struct SettingsMismatch: Error, Sendable {
    package let places: [(node: SettingsNode, sentence: String)]

    package init(_ node: SettingsNode, _ sentence: String) {
        places = [(node, sentence)]
    }

    init(_ places: [(node: SettingsNode, sentence: String)]) {
        self.places = places
    }
}

extension SettingsMismatch {
    /// The value is of another type.
    static func expected(_ kind: String, found node: SettingsNode) -> SettingsMismatch {
        SettingsMismatch(node, "expected \(kind), found \(node.kind)")
    }
}

extension SettingsShape where Value == String {
    package static var string: Self {
        Self { (node) throws(SettingsMismatch) in
            guard case .string(let text) = node.value else { throw .expected("a string", found: node) }
            return text
        }
    }

    /// A string that is not empty or only white space.
    package static var text: Self {
        string.checked { (text) throws(InvalidSetting) in
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw InvalidSetting("is empty; write a value or leave the key out")
            }
            return text
        }
    }
}

extension SettingsShape where Value == Int {
    package static var int: Self {
        Self { (node) throws(SettingsMismatch) in
            guard case .integer(let number) = node.value else { throw .expected("a whole number", found: node) }
            return number
        }
    }

    package static func int(in range: ClosedRange<Int>) -> Self {
        int.checked { (number) throws(InvalidSetting) in
            guard range.contains(number) else {
                throw InvalidSetting("is out of range; write a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }
}

extension SettingsShape where Value == Bool {
    package static var bool: Self {
        Self { (node) throws(SettingsMismatch) in
            guard case .bool(let answer) = node.value else { throw .expected("true or false", found: node) }
            return answer
        }
    }
}

extension SettingsShape where Value == Double {
    /// A number with or without a fraction.
    package static var double: Self {
        Self { (node) throws(SettingsMismatch) in
            switch node.value {
            case .double(let number): return number
            case .integer(let number): return Double(number)
            default: throw .expected("a number", found: node)
            }
        }
    }
}

extension SettingsShape where Value == Duration {
    /// `"10s"`, `"5m"`, `"4h"`, `"2d"`.
    package static var duration: Self {
        SettingsShape<String>.string.checked(DurationText.parse)
    }
}

extension SettingsShape {
    /// A size in bytes: `"64KiB"`, `"25MiB"`.
    package static var size: SettingsShape<Int> {
        SettingsShape<String>.string.checked(SizeText.parse)
    }

    /// A list whose elements all have this shape; every element that has not is told of.
    package static func list<Element>(of shape: SettingsShape<Element>) -> Self where Value == [Element] {
        Self { (node) throws(SettingsMismatch) in
            guard case .array(let nodes) = node.value else { throw .expected("a list", found: node) }
            var elements: [Element] = []
            var places: [(node: SettingsNode, sentence: String)] = []
            for node in nodes {
                do throws(SettingsMismatch) {
                    elements.append(try shape.read(node))
                } catch {
                    places += error.places
                }
            }
            guard places.isEmpty else { throw SettingsMismatch(places) }
            return elements
        }
    }

    /// One of the words of an enumeration.
    package static func word(_: Value.Type = Value.self) -> Self where Value: RawRepresentable<String> & CaseIterable {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            if let word = Value(rawValue: text) { return word }
            let words = Value.allCases.map(\.rawValue)
            let suggestion = Suggestion.sentence(for: text, in: words)
            throw InvalidSetting("\"\(text)\" is not known; write \(Suggestion.either(words))\(suggestion)")
        }
    }
}
