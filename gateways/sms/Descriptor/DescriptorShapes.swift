// SPDX-License-Identifier: Apache-2.0

import Notation
import Settings

// What a descriptor writes about requests and answers, beyond the everyday types.

extension SettingsShape where Value == Template {
    static func template(in scope: VariableScope) -> Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            do throws(TemplateProblem) {
                return try Template(parsing: text, in: scope)
            } catch {
                throw InvalidSetting(error.sentence)
            }
        }
    }
}

extension SettingsShape where Value == LinearRegex {
    static var pattern: Self {
        SettingsShape<String>.text.checked { (text) throws(InvalidSetting) in
            do throws(RegexProblem) {
                return try LinearRegex(text)
            } catch {
                throw InvalidSetting(error.sentence)
            }
        }
    }
}

extension SettingsShape where Value == [ClosedRange<Int>] {
    /// HTTP status codes: `"2xx,409"`.
    static var statuses: Self {
        SettingsShape<String>.text.checked { (text) throws(InvalidSetting) in
            var ranges: [ClosedRange<Int>] = []
            for word in text.split(separator: ",", omittingEmptySubsequences: false) {
                let word = word.filter { $0 != " " }
                if word.count == 3, word.hasSuffix("xx"), let hundred = word.first?.wholeNumberValue, 1...5 ~= hundred {
                    ranges.append(hundred * 100...hundred * 100 + 99)
                } else if word.count == 3, let status = Int(word), 100...599 ~= status {
                    ranges.append(status...status)
                } else {
                    throw InvalidSetting("\"\(word)\" is no HTTP status; write codes as in \"2xx,409\"")
                }
            }
            return ranges
        }
    }
}

extension SettingsShape where Value == Variable {
    /// The variable of `if` and `each`, without braces.
    static func variable(in scope: VariableScope, ofKind kind: ValueKind? = nil) -> Self {
        SettingsShape<String>.text.checked { (name) throws(InvalidSetting) in
            guard let (variable, itsKind) = scope.variable(name[...]) else {
                throw InvalidSetting("unknown variable \"\(name)\"" + Suggestion.sentence(for: name, in: scope.names))
            }
            guard kind == nil || kind == itsKind else {
                throw InvalidSetting("\"\(name)\" is a \(itsKind.rawValue), and a list is needed here")
            }
            return variable
        }
    }
}

extension SettingsShape where Value == String {
    /// A header's name (RFC 9110 section 5.1).
    static var headerName: Self {
        text.checked { (name) throws(InvalidSetting) in
            let marks = "!#$%&'*+-.^_`|~".utf8
            let isToken = name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: marks.contains(byte)
                }
            }
            guard isToken else { throw InvalidSetting("\"\(name)\" cannot be the name of a header") }
            return name
        }
    }
}
