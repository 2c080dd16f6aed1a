// SPDX-License-Identifier: Apache-2.0

import Settings

/// What the operator configured for a descriptor, checked against what it declares.
package struct SettingValues: Sendable, TemplateInputs {
    /// What holds for every number.
    private let values: [String: JSONValue]
    /// What differs from number to number, in the order of the pool.
    private let valuesByNumber: [String: [JSONValue]]
    /// The values that must not appear in a log or an error.
    let secrets: [String]

    /// - Parameters:
    ///   - given: values as text, by name.
    ///   - numbers: how many numbers the pool has.
    /// - Throws: every setting that is missing, unknown, empty or of the wrong kind.
    package init(_ given: [String: String], for declarations: [SettingDeclaration], numbers: Int = 1)
        throws(SMSGatewayFailure)
    {
        var problems: [SMSGatewayFailure.Problem] = []
        var values: [String: JSONValue] = [:]
        var valuesByNumber: [String: [JSONValue]] = [:]
        for declaration in declarations {
            switch Self.values(of: declaration, given: given[declaration.name], numbers: numbers) {
            case .success(let found) where found.count > 1: valuesByNumber[declaration.name] = found
            case .success(let found): values[declaration.name] = found.first
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
        self.valuesByNumber = valuesByNumber
        secrets = declarations.filter(\.isSecret).flatMap { declaration in
            (valuesByNumber[declaration.name] ?? []).compactMap(\.text)
                + [values[declaration.name]?.text].compactMap(\.self)
        }
    }

    /// Settings that need no check: a sample, to try a descriptor out. `bases` are the names of those that begin URLs.
    init(sampleFor declarations: [SettingDeclaration], bases: Set<String>) {
        let samples = declarations.map { ($0.name, Self.sample($0, isBase: bases.contains($0.name))) }
        values = Dictionary(samples, uniquingKeysWith: { first, _ in first })
        valuesByNumber = [:]
        secrets = []
    }

    package func value(of variable: Variable) -> JSONValue? {
        value(of: variable, at: nil)
    }

    /// - Parameter position: of the sending number in the pool, from 0; nil where it is not in it.
    func value(of variable: Variable, at position: Int?) -> JSONValue? {
        switch variable {
        case .credential(let name), .parameter(let name): values[name] ?? position.flatMap { byNumber(name, $0) }
        default: nil
        }
    }

    private func byNumber(_ name: String, _ position: Int) -> JSONValue? {
        guard let values = valuesByNumber[name], values.indices.contains(position) else { return nil }
        return values[position]
    }

    private struct Wrong: Error {
        let sentence: String
    }

    /// The checked value, or one for each number; empty where it is optional and absent.
    private static func values(of declaration: SettingDeclaration, given: String?, numbers: Int)
        -> Result<[JSONValue], Wrong>
    {
        guard let text = given ?? declaration.defaultValue else {
            if declaration.defaultsToPosition, numbers > 1 {
                return .success((1...numbers).map { .number(String($0)) })
            }
            return declaration.isOptional
                ? .success([]) : .failure(Wrong(sentence: "is missing; the provider needs it"))
        }
        let texts = declaration.isPerNumber ? pieces(text) : [text]
        guard texts.count == 1 || texts.count == numbers else {
            let sentence = "has \(texts.count) values for \(numbers) numbers; write one for all, or one for each"
            return .failure(Wrong(sentence: sentence))
        }
        var values: [JSONValue] = []
        for text in texts {
            switch value(of: declaration, text) {
            case .success(let value): values.append(value)
            case .failure(let wrong): return .failure(wrong)
            }
        }
        return .success(values)
    }

    /// `2, 1`
    private static func pieces(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { piece in
            String(piece.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func value(of declaration: SettingDeclaration, _ text: String) -> Result<JSONValue, Wrong> {
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
