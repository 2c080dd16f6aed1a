// SPDX-License-Identifier: Apache-2.0

package import Settings

extension Configuration {
    /// What a gateway of kind `sms` has besides.
    package struct SMS: Sendable, Equatable {
        package let provider: Provider
        /// Replaces scheme, host and port of the descriptor's URLs; nil leaves them.
        package let endpoint: String?
        /// The pool, never empty, each once. What may stand in it is for the gateway to say, which knows the provider.
        package let numbers: [String]
        /// ISO 3166, upper case: whose national forms people write.
        package let region: String
        /// What the descriptor declares under `[credentials]` and `[params]`. Which of them are secret only the descriptor
        /// knows, so all are treated as if they were.
        package let settings: [String: Secret]

        /// Where the values stand in the file, for what the gateway finds wrong in them.
        package let lines: Lines

        /// Lines by key: `region`, `numbers[0]`. Two configurations that differ in nothing else are equal.
        package struct Lines: Sendable, Equatable {
            private var byKey: [String: Int] = [:]

            init(_ table: SettingsTable) {
                for key in ["endpoint", "numbers", "region", "settings"] {
                    guard let node = table.node(key) else { continue }
                    byKey[key] = node.line
                    guard case .array(let elements) = node.value else { continue }
                    for (position, element) in elements.enumerated() { byKey["\(key)[\(position)]"] = element.line }
                }
            }

            /// nil where the file has no such key.
            package subscript(key: String) -> Int? { byKey[key] }

            package static func == (left: Lines, right: Lines) -> Bool { true }
        }

        package enum Provider: Sendable, Hashable {
            /// A descriptor that comes with Postern.
            case named(String)
            /// The path of the operator's own.
            case file(String)
        }

        init?(_ table: SettingsTable, _ source: SecretSource) {
            let provider = table.required("provider", .provider(in: source.folder), example: "\"twilio\"")
            endpoint = table.value("endpoint", .origin)?.description
            let numbers = table.required("numbers", .numberPool, example: "[\"+15550100001\"]")
            let region = table.required("region", .region, example: "\"US\"")
            settings = Self.settings(table, source)
            lines = Lines(table)
            guard let provider, let numbers, let region else { return nil }
            self.provider = provider
            self.numbers = numbers
            self.region = region
        }

        /// `[gateways.NAME.settings]`: its keys are the descriptor's to check.
        private static func settings(_ table: SettingsTable, _ source: SecretSource) -> [String: Secret] {
            guard let settings = table.table("settings") else { return [:] }
            var values: [String: Secret] = [:]
            for key in settings.keys { values[key] = settings.value(key, .scalar(from: source)) }
            return values
        }
    }
}

extension SettingsShape where Value == Configuration.SMS.Provider {
    /// A name, or a path: what has a `/` or ends in `.toml`.
    fileprivate static func provider(in folder: String) -> Self {
        SettingsShape<String>.text.checked { (text) throws(InvalidSetting) in
            if text.contains("/") || text.hasSuffix(".toml") { return .file(FilePath.resolve(text, in: folder)) }
            return .named(text)
        }
    }
}

extension SettingsShape where Value == Secret {
    /// A string that may point elsewhere, a number, or true or false.
    fileprivate static func scalar(from source: SecretSource) -> Self {
        Self { (node) throws(SettingsMismatch) in
            switch node.value {
            case .integer(let number): Secret(String(number))
            case .double(let number): Secret(String(number))
            case .bool(let answer): Secret(String(answer))
            default: try source.shape.read(node)
            }
        }
    }
}

extension SettingsShape where Value == [String] {
    /// At least one number, and none twice.
    fileprivate static var numberPool: Self {
        Self.list(of: .text).checked { (numbers) throws(InvalidSetting) in
            guard !numbers.isEmpty else {
                throw InvalidSetting("is empty; write the numbers that the provider gave you")
            }
            var seen: Set<String> = []
            for number in numbers where !seen.insert(number).inserted {
                throw InvalidSetting("\(number) is there twice; leave one out")
            }
            return numbers
        }
    }
}

extension SettingsShape where Value == String {
    fileprivate static var region: Self {
        string.checked { (text) throws(InvalidSetting) in
            guard text.utf8.count == 2, text.allSatisfy({ $0.isASCII && $0.isLetter }) else {
                throw InvalidSetting("\"\(text)\" is no region; write the two letters of the country: \"US\"")
            }
            return text.uppercased()
        }
    }
}
