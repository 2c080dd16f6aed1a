// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// What a hole may do with its value. The list is closed: no expressions, no loops.
enum Filter: Hashable, Sendable {
    /// `e164`, `digits`, `national10`
    case number(NumberFormat)
    /// `map:a=b:c=d`; a value that it does not list becomes absent.
    case map([String: String])
    /// `join:SEP`: a list becomes one text.
    case join(String)
    /// Percent-encodes everything but RFC 3986's unreserved characters.
    case component
    /// `%` becomes `%%`, for providers that read `%`-escapes of their own (Kannel).
    case doublePercent
    /// `truncate:N`: at most N characters.
    case truncate(Int)
    /// `bool:T:F`: a flag becomes the one text or the other.
    case bool(String, String)

    /// Every filter as a descriptor writes it.
    static let names = [
        "e164", "digits", "national10", "map", "join", "component", "double-percent", "truncate", "bool",
    ]

    /// Reads `name` or `name:arguments`.
    init(_ text: Substring) throws(TemplateProblem) {
        let name = text.prefix { $0 != ":" }
        let rest = name.endIndex == text.endIndex ? nil : text[name.endIndex...].dropFirst()
        switch (name, rest) {
        case ("component", nil): self = .component
        case ("double-percent", nil): self = .doublePercent
        case ("map", let rest?): self = .map(try Self.mapping(rest))
        case ("join", let separator?): self = .join(String(separator))
        case ("truncate", let rest?): self = .truncate(try Self.length(rest))
        case ("bool", let rest?): self = try Self.choice(rest)
        default:
            if let format = NumberFormat(rawValue: String(name)), rest == nil {
                self = .number(format)
            } else {
                throw Self.problem(name, hasArguments: rest != nil)
            }
        }
    }

    private static func mapping(_ text: Substring) throws(TemplateProblem) -> [String: String] {
        var mapping: [String: String] = [:]
        for pair in text.split(separator: ":", omittingEmptySubsequences: false) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, mapping.updateValue(String(sides[1]), forKey: String(sides[0])) == nil else {
                throw TemplateProblem("`map` takes pairs, each value once, as in `map:gsm7=0:ucs2=2`")
            }
        }
        return mapping
    }

    private static func length(_ text: Substring) throws(TemplateProblem) -> Int {
        guard let length = Int(text), length > 0 else {
            throw TemplateProblem("`truncate` takes a number of characters, as in `truncate:160`")
        }
        return length
    }

    private static func choice(_ text: Substring) throws(TemplateProblem) -> Filter {
        let sides = text.split(separator: ":", omittingEmptySubsequences: false)
        guard sides.count == 2 else { throw TemplateProblem("`bool` takes two texts, as in `bool:yes:no`") }
        return .bool(String(sides[0]), String(sides[1]))
    }

    private static func problem(_ name: Substring, hasArguments: Bool) -> TemplateProblem {
        guard names.contains(String(name)) else {
            return TemplateProblem("unknown filter `\(name)`", misspelt: String(name), known: names)
        }
        return TemplateProblem("`\(name)` " + (hasArguments ? "takes no arguments" : "needs arguments after a colon"))
    }

    /// The kind it makes of `kind`; nil where it cannot be applied to that.
    func kind(of kind: ValueKind) -> ValueKind? {
        switch self {
        case .number, .component, .doublePercent, .truncate: kind == .flag ? nil : kind == .list ? .list : .text
        case .map: kind == .list ? nil : .text
        case .join: kind == .list ? .text : nil
        case .bool: kind == .flag ? .text : nil
        }
    }

    /// The filtered value; nil makes it absent. Filters on text apply to each element of a list.
    func apply(_ value: JSONValue) -> JSONValue? {
        switch (self, value) {
        case (.join(let separator), .array(let elements)):
            return .string(elements.compactMap(\.text).joined(separator: separator))
        case (.bool(let yes, let no), .bool(let flag)):
            return .string(flag ? yes : no)
        case (_, .array(let elements)):
            return .array(elements.compactMap(apply))
        default:
            return value.text.flatMap(apply).map(JSONValue.string)
        }
    }

    private func apply(_ text: String) -> String? {
        switch self {
        case .number(let format): format.write(text)
        case .map(let mapping): DescriptorWord.mayBe(text) ? mapping[text] : nil
        case .component: PercentEncoding.encode(text)
        case .doublePercent: text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
        case .truncate(let length): String(text.prefix(length))
        case .join, .bool: text
        }
    }
}

extension NumberFormat {
    /// Writes a canonical address (`+15550100001`, `46645`, `acme`) this way.
    func write(_ address: String) -> String {
        guard address.utf8.first == UInt8(ascii: "+") else { return address }
        switch self {
        case .e164: return address
        case .digits: return String(address.dropFirst())
        case .national10:
            let isNorthAmerican = address.hasPrefix("+1") && address.utf8.count == 12
            return String(address.dropFirst(isNorthAmerican ? 2 : 1))
        }
    }
}
