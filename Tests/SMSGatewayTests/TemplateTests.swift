// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMSGateway

/// A template, and the value that it has to yield; nil where it is absent.
struct TemplateCase: Sendable, CustomTestStringConvertible {
    let text: String
    let value: JSONValue?

    init(_ text: String, _ value: JSONValue?) {
        self.text = text
        self.value = value
    }

    var testDescription: String { text }
}

@Suite struct TemplateTests {
    private static let scope = VariableScope(
        settings: ["cred.key": .text, "param.ttl": .number, "param.loud": .flag, "param.none": .text], hasMessage: true,
        numberFormat: .e164)

    private struct Inputs: TemplateInputs {
        func value(of variable: Variable) -> JSONValue? {
            switch variable {
            case .to: .string("+15550100099")
            case .from: .string("46645")
            case .recipients: .array([.string("+15550100099"), .string("+15550100098")])
            case .text: .string("50% {x} ü")
            case .media: .array([.string("https://a/1"), .string("https://a/2")])
            case .subject: .string("")
            case .encoding: .string("ucs2")
            case .group: .bool(true)
            case .credential: .string("k")
            case .parameter("ttl"): .number("60")
            case .parameter("loud"): .bool(false)
            default: nil
            }
        }
    }

    @Test(
        "a template yields its value",
        arguments: [
            TemplateCase("", .string("")),
            TemplateCase("constant", .string("constant")),
            TemplateCase("{{x}}", .string("{x}")),
            TemplateCase("{to}", .string("+15550100099")),
            TemplateCase("to {to}!", .string("to +15550100099!")),
            TemplateCase("{text}", .string("50% {x} ü")),
            TemplateCase("{cred.key}{cred.key}", .string("kk")),
            TemplateCase("{param.ttl}", .number("60")),
            TemplateCase("{param.ttl}s", .string("60s")),
            TemplateCase("{param.loud}", .bool(false)),
            TemplateCase("{group}", .bool(true)),
            TemplateCase("{subject}", .string("")),
            TemplateCase("{subject}.", .string(".")),
            TemplateCase("{param.none}", nil),
            TemplateCase("a{param.none}b", nil),
            TemplateCase("{callback_url}", nil),
            TemplateCase("{media}", .array([.string("https://a/1"), .string("https://a/2")])),
            TemplateCase("{media|join:, }", .string("https://a/1, https://a/2")),
            TemplateCase("{media|component|join::}", .string("https%3A%2F%2Fa%2F1:https%3A%2F%2Fa%2F2")),
            TemplateCase("{recipients|digits}", .array([.string("15550100099"), .string("15550100098")])),
            TemplateCase("{to|digits}", .string("15550100099")),
            TemplateCase("{to|national10}", .string("5550100099")),
            TemplateCase("{to|e164}", .string("+15550100099")),
            TemplateCase("{from|digits}", .string("46645")),
            TemplateCase("{encoding|map:gsm7=0:ucs2=2}", .string("2")),
            TemplateCase("{encoding|map:gsm7=0}", nil),
            TemplateCase("{param.ttl|map:60=hour:61=}", .string("hour")),
            TemplateCase("{text|component}", .string("50%25%20%7Bx%7D%20%C3%BC")),
            TemplateCase("{text|double-percent}", .string("50%% {x} ü")),
            TemplateCase("{text|truncate:4}", .string("50% ")),
            TemplateCase("{group|bool:yes:no}", .string("yes")),
            TemplateCase("{param.loud|bool:1:0}", .string("0")),
            TemplateCase("{param.loud|bool:1:}", .string("")),
        ])
    func yields(_ template: TemplateCase) throws {
        #expect(try Template(parsing: template.text, in: Self.scope).value(Inputs()) == template.value)
    }

    @Test(
        "a wrong template has a sentence",
        arguments: [
            ("{tu}", "unknown variable `tu`; did you mean \"to\"?"),
            ("{cred.kye}", "unknown variable `cred.kye`; did you mean \"cred.key\"?"),
            ("{param.key}", "unknown variable `param.key`"),
            ("{to|}", "unknown filter ``"),
            ("{to|digits:1}", "`digits` takes no arguments"),
            ("{to|truncate}", "`truncate` needs arguments after a colon"),
            ("{to|truncate:-1}", "`truncate` takes a number of characters, as in `truncate:160`"),
            ("{to|map:a}", "`map` takes pairs, each value once, as in `map:gsm7=0:ucs2=2`"),
            ("{to|map:a=1:a=2}", "`map` takes pairs, each value once, as in `map:gsm7=0:ucs2=2`"),
            ("{group|bool:1}", "`bool` takes two texts, as in `bool:yes:no`"),
            ("{to|bool:1:0}", "a filter of `to` does not fit: it cannot be applied to a text"),
            ("{group|digits}", "a filter of `group` does not fit: it cannot be applied to a flag"),
            ("{media|map:a=b}", "a filter of `media` does not fit: it cannot be applied to a list"),
            ("{item}", "unknown variable `item`"),
        ])
    func wrong(_ text: String, _ sentence: String) {
        let problem = #expect(throws: TemplateProblem.self) { try Template(parsing: text, in: Self.scope) }
        #expect(problem?.sentence.hasPrefix(sentence) == true, "\(problem?.sentence ?? "no problem")")
    }

    @Test(
        "addresses are written in the descriptor's form unless the hole says another",
        arguments: [
            (NumberFormat.digits, "{to}", "15550100099"), (.digits, "{to|e164}", "+15550100099"),
            (.national10, "{to}", "5550100099"), (.e164, "{to}", "+15550100099"),
            (.digits, "{recipients|join: }", "15550100099 15550100098"), (.digits, "{from}", "46645"),
            (.digits, "{text}", "50% {x} ü"),
        ])
    func numberFormat(_ format: NumberFormat, _ text: String, _ expected: String) throws {
        let scope = VariableScope(settings: [:], hasMessage: true, numberFormat: format)
        #expect(try Template(parsing: text, in: scope).text(Inputs()) == expected)
    }

    @Test(
        "a number outside North America keeps its country code",
        arguments: [
            ("+4930123456", "4930123456"), ("+15550100099", "5550100099"), ("46645", "46645"), ("acme", "acme"),
        ])
    func national10(_ address: String, _ expected: String) {
        #expect(NumberFormat.national10.write(address) == expected)
    }
}
