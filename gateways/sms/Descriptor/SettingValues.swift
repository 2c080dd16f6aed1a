// SPDX-License-Identifier: Apache-2.0

import Settings

/// What the operator configured for a descriptor, checked against what it declares.
package struct SettingValues: Sendable, TemplateInputs {
    private let values: [String: JSONValue]
    /// The values that must not appear in a log or an error.
    let secrets: [String]

    /// - Parameter given: values as text, by name.
    /// - Throws: every setting that is missing, unknown, empty or of the wrong kind.
    package init(_ given: [String: String], for declarations: [SettingDeclaration]) throws(SMSGatewayFailure) {
        var problems: [SMSGatewayFailure.Problem] = []
        var values: [String: JSONValue] = [:]
        for declaration in declarations {
            switch Self.value(of: declaration, given: given[declaration.name]) {
            case .success(let value): values[declaration.name] = value
            case .failure(let wrong):
                problems.append(.init(key: "settings.\(declaration.name)", sentence: wrong.sentence))
            }
        }
        let names = declarations.map(\.name)
        for name in given.keys.sorted() where !names.contains(name) {
            let suggestion = Suggestion.sentence(for: name, in: names)
            problems.append(.init(key: "settings.\(name)", sentence: "this provider has no such setting\(suggestion)"))
        }
        guard problems.isEmpty else { throw SMSGatewayFailure(problems: problems) }
        self.values = values
        secrets = declarations.filter(\.isSecret).compactMap { values[$0.name]?.text }
    }

    /// Settings that need no check: a sample, to try a descriptor out. `bases` are the names of those that begin URLs.
    init(sampleFor declarations: [SettingDeclaration], bases: Set<String>) {
        let samples = declarations.map { ($0.name, Self.sample($0, isBase: bases.contains($0.name))) }
        values = Dictionary(samples, uniquingKeysWith: { first, _ in first })
        secrets = []
    }

    package func value(of variable: Variable) -> JSONValue? {
        switch variable {
        case .credential(let name), .parameter(let name): values[name]
        default: nil
        }
    }

    private struct Wrong: Error {
        let sentence: String
    }

    /// The checked value; nil where it is optional and absent.
    private static func value(of declaration: SettingDeclaration, given: String?) -> Result<JSONValue?, Wrong> {
        guard let text = given ?? declaration.defaultValue else {
            return declaration.isOptional
                ? .success(nil) : .failure(Wrong(sentence: "is missing; the provider needs it"))
        }
        guard !text.isEmpty else { return .failure(Wrong(sentence: "is empty")) }
        switch declaration.kind {
        case .number:
            guard let number = Int(text) else { return .failure(Wrong(sentence: "must be a whole number")) }
            return .success(.number(String(number)))
        case .flag:
            guard let flag = Bool(text) else { return .failure(Wrong(sentence: "must be true or false")) }
            return .success(.bool(flag))
        case .text, .list: return .success(.string(text))
        }
    }

    private static func sample(_ declaration: SettingDeclaration, isBase: Bool) -> JSONValue {
        switch declaration.kind {
        case .number: .number("1")
        case .flag: .bool(true)
        case .text, .list: .string(declaration.defaultValue ?? (isBase ? "https://example.org" : "sample"))
        }
    }
}

/// Why a gateway cannot be built from its configuration: every problem, by key below `[gateways.NAME]`.
package struct SMSGatewayFailure: Error, Sendable, Equatable {
    package struct Problem: Sendable, Equatable {
        /// `settings.auth_token`, `endpoint`, `numbers`.
        package let key: String
        /// What is wrong and what to write instead.
        package let sentence: String
    }

    package let problems: [Problem]
}
