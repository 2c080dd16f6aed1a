// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SMSGateway

@Suite struct DescriptorSettingsTests {
    private static func problems(_ given: [String: String]) throws -> [String] {
        let descriptor = try DescriptorFixture.descriptor(DescriptorFixture.small)
        do throws(SMSGatewayFailure) {
            _ = try SettingValues(given, for: descriptor.settings)
            return []
        } catch {
            return error.problems.map { "\($0.key): \($0.sentence)" }
        }
    }

    @Test(
        "a wrong setting is told of by its key, and its value never",
        arguments: [
            (["key": "k"], ["settings.account: is missing; the provider needs it"]),
            (["key": "", "account": "a"], ["settings.key: is empty"]),
            (["key": "k", "account": "a", "ttl": "1h"], ["settings.ttl: must be a whole number"]),
            (["key": "k", "account": "a", "loud": "yes"], ["settings.loud: must be true or false"]),
            (
                ["key": "k", "acount": "a"],
                [
                    "settings.account: is missing; the provider needs it",
                    "settings.acount: this provider has no such setting; did you mean \"account\"?",
                ]
            ),
            (["key": "k", "account": "a", "ttl": "60", "loud": "true"], []),
        ])
    func wrong(_ given: [String: String], _ problems: [String]) throws {
        #expect(try Self.problems(given) == problems)
    }

    @Test("values keep their kind, and only the secrets are secret")
    func values() throws {
        let descriptor = try DescriptorFixture.descriptor(DescriptorFixture.small)
        let settings = try SettingValues(
            ["key": "k1", "account": "a1", "ttl": "60", "loud": "false"], for: descriptor.settings)
        #expect(settings.value(of: .credential("key")) == .string("k1"))
        #expect(settings.value(of: .parameter("ttl")) == .number("60"))
        #expect(settings.value(of: .parameter("loud")) == .bool(false))
        #expect(settings.value(of: .text) == nil)
        #expect(settings.secrets == ["k1"])
    }
}
