// SPDX-License-Identifier: Apache-2.0

import Settings

// What webhooks and signature schemes write in a descriptor, beyond the everyday types.

extension SettingsShape where Value == Pointer {
    /// A JSON pointer: `/data/id`, `^/id`.
    static var pointer: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            do throws(PointerProblem) {
                return try Pointer(text)
            } catch {
                throw InvalidSetting(error.sentence)
            }
        }
    }
}

extension SettingsShape where Value == [String] {
    /// One text, or a list with at least one.
    static var oneOrMore: Self {
        Self { (node) throws(SettingsMismatch) in
            guard case .array = node.value else { return [try SettingsShape<String>.text.read(node)] }
            let texts = try SettingsShape<[String]>.list(of: SettingsShape<String>.text).read(node)
            guard !texts.isEmpty else { throw SettingsMismatch(node, "is empty; write at least one") }
            return texts
        }
    }
}

extension SettingsShape where Value == Character {
    /// A text of one character.
    static var character: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let character = text.first, text.count == 1 else {
                throw InvalidSetting("must be one character")
            }
            return character
        }
    }
}

extension SettingsShape where Value == FieldPath {
    /// A pointer, or a list of pointers.
    static var path: Self {
        Self { (node) throws(SettingsMismatch) in
            guard case .array = node.value else {
                return FieldPath(pointers: [try SettingsShape<Pointer>.pointer.read(node)])
            }
            let pointers = try SettingsShape<[Pointer]>.list(of: SettingsShape<Pointer>.pointer).read(node)
            guard !pointers.isEmpty else { throw SettingsMismatch(node, "is empty; write at least one pointer") }
            return FieldPath(pointers: pointers)
        }
    }
}

extension SettingsShape where Value == String {
    /// A text, number or truth value, as the text that providers would write for it.
    static var scalar: Self {
        Self { (node) throws(SettingsMismatch) in
            switch node.value {
            case .string(let text): return text
            case .integer(let number): return String(number)
            case .bool(let flag): return String(flag)
            default: throw SettingsMismatch(node, "expected a text, found \(node.kind)")
            }
        }
    }

    /// Visible ASCII and spaces: what may stand behind a header's name.
    static var headerValue: Self {
        text.checked { (text) throws(InvalidSetting) in
            guard text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
                throw InvalidSetting("is the value of a header: only visible ASCII can stand in it")
            }
            return text
        }
    }
}
