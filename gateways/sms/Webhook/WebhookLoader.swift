// SPDX-License-Identifier: Apache-2.0

import GatewayKit
package import Settings

/// Reads what a descriptor says of webhooks: `[[webhook]]`, `[states]`, `[state_errors]`, `[state_texts]` and `[schemes]`. What is wrong
/// goes to the table's report, with its place.
package struct WebhookLoader {
    private let root: SettingsTable
    private let schemes: SchemeLibrary
    /// The names under `[credentials]`: only they may be secrets.
    private let credentials: [String]

    /// - Parameter root: the whole descriptor; its other keys are the caller's.
    package init(root: SettingsTable, credentials: [String]) {
        self.root = root
        self.credentials = credentials
        schemes = root.table("schemes").map(SchemeLibrary.standard.adding) ?? .standard
    }

    /// The webhooks that are right, and the states that their reports use.
    package func load() -> (webhooks: [WebhookDescriptor], states: StateMap) {
        let states = StateMapLoader.load(root)
        var webhooks: [WebhookDescriptor] = []
        for table in root.tables("webhook") {
            guard let webhook = webhook(table) else { continue }
            if webhooks.contains(where: { $0.name == webhook.name }) {
                table.problem("there are two webhooks with this name", key: "name")
            }
            if webhook.rules.contains(where: \.readsStates), states.isEmpty {
                table.problem("reports states, but [states] maps none of the provider's words")
            }
            webhooks.append(webhook)
        }
        return (webhooks, states)
    }

    private func webhook(_ table: SettingsTable) -> WebhookDescriptor? {
        defer { table.finish() }
        let name = table.required("name", Self.name, example: "\"in\"")
        let methods = table.value("methods", .list(of: .word(Method.self)), default: [.post])
        let format = table.required("format", .word(WebhookDescriptor.Format.self), example: "\"json\"")
        let authentication = authentication(table)
        if format == .query || format == .auto, !authentication.allSatisfy(\.scheme.coversQuery) {
            table.problem("reads the query, but the signature does not cover it", key: "format")
        }
        let reply = table.table("reply").map(Self.reply) ?? WebhookReply(status: 200)
        let numbers = table.value("numbers", .word(NumberForm.self), default: .any)
        let largestBody = table.value("max_size", Self.bodySize, default: DescribedWebhook.usualBody)
        let rules = EventLoader.rules(table)
        guard let name, let format, !authentication.isEmpty else { return nil }
        if methods.isEmpty { table.problem("is empty; write [\"POST\"]", key: "methods") }
        return WebhookDescriptor(
            name: name, methods: Set(methods.map(\.rawValue)), format: format, largestBody: largestBody,
            authentication: authentication, reply: reply, numbersAreE164: numbers == .e164, rules: rules)
    }

    private enum NumberForm: String, CaseIterable {
        case e164, any
    }

    private enum Method: String, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    /// A path segment that needs no encoding.
    private static var name: SettingsShape<String> {
        .text.checked { (text) throws(InvalidSetting) in
            guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            else {
                throw InvalidSetting("is part of a URL: write small letters, digits and dashes, as in \"status\"")
            }
            return text
        }
    }

    private static var bodySize: SettingsShape<Int> {
        .size.checked { (size) throws(InvalidSetting) in
            guard 1...WebhookDescriptor.mostBody ~= size else {
                throw InvalidSetting("is from \"1KiB\" to \"\(WebhookDescriptor.mostBody >> 20)MiB\"")
            }
            return size
        }
    }

    /// `{ status = 200, type = "text/xml", body = "<Response/>" }`. A type may stand with an empty body: Kannel texts
    /// the phone an error of its own when an answer has no type that it knows.
    private static func reply(_ table: SettingsTable) -> WebhookReply {
        defer { table.finish() }
        let body = table.string("body", default: "")
        let type = table.value("type", .headerValue)
        if !body.isEmpty, type == nil {
            table.problem("is missing; write for example type = \"text/plain\"", key: "type")
        }
        // Only a success tells the provider that we have the event.
        return WebhookReply(
            status: table.value("status", .int(in: 200...299), default: 200), contentType: type, body: body)
    }

    // MARK: - Authentication

    private func authentication(_ table: SettingsTable) -> [WebhookDescriptor.Authentication] {
        if case .string? = table.node("auth")?.value {
            table.problem(
                "every webhook must know who calls; for a provider that signs nothing write "
                    + "auth = [{ scheme = \"query-token\", secret = \"{cred.webhook_token}\" }]", key: "auth")
            return []
        }
        guard table.has("auth") else {
            table.problem(
                "is missing; write for example "
                    + "auth = [{ scheme = \"query-token\", secret = \"{cred.webhook_token}\" }]",
                key: "auth")
            return []
        }
        let entries = table.tables("auth")
        if entries.isEmpty { table.problem("is empty; write at least one scheme", key: "auth") }
        return entries.compactMap(authentication(entry:))
    }

    private func authentication(entry: SettingsTable) -> WebhookDescriptor.Authentication? {
        defer { entry.finish() }
        let name = entry.requiredString("scheme", example: "query-token")
        let reference = reference(entry)
        guard let name, let reference else { return nil }
        guard let scheme = schemes.scheme(named: name) else {
            let suggestion = Suggestion.sentence(for: name, in: schemes.names)
            entry.problem("there is no signature scheme \"\(name)\"\(suggestion)", key: "scheme")
            return nil
        }
        if case .userAndPassword = reference, scheme.verifier != .basic {
            entry.problem("only the scheme \"basic\" has user and password; write secret", key: "user")
            return nil
        }
        return WebhookDescriptor.Authentication(scheme: scheme, secret: reference)
    }

    /// `secret = "{cred.NAME}"`, `key = "{cred.NAME}"` (a public key), or `user` and `password`.
    private func reference(_ entry: SettingsTable) -> SecretReference? {
        let secret = entry.value("secret", credential)
        let key = entry.value("key", credential)
        let user = entry.value("user", credential)
        let password = entry.value("password", credential)
        switch (secret ?? key, user, password) {
        case (let name?, nil, nil) where secret == nil || key == nil: return .setting(name)
        case (nil, let user?, let password?): return .userAndPassword(user: user, password: password)
        default:
            if !["secret", "key", "user", "password"].contains(where: entry.has) {
                entry.problem("names no secret; write secret = \"{cred.NAME}\" with a name of [credentials]")
            } else if secret != nil || key != nil || user != nil || password != nil {
                entry.problem("write secret alone, key alone, or user and password together")
            }
            return nil
        }
    }

    /// `{cred.NAME}` and nothing else, so that no secret stands in a descriptor.
    private var credential: SettingsShape<String> {
        let credentials = credentials
        return SettingsShape<String>.text.checked { (text) throws(InvalidSetting) in
            guard text.hasPrefix("{cred."), text.hasSuffix("}") else {
                throw InvalidSetting("must be one of the operator's settings, written as \"{cred.NAME}\"")
            }
            let name = String(text.dropFirst(6).dropLast())
            guard credentials.contains(name) else {
                let suggestion = Suggestion.sentence(for: name, in: credentials)
                throw InvalidSetting("[credentials] has no \"\(name)\"\(suggestion)")
            }
            return name
        }
    }
}
