// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Settings
import Testing

@testable import SMSGateway

/// The webhooks of a provider as its descriptor in `providers/` says, and requests to them.
struct WebhookFixture {
    static let numbers = [Address("+15550100001"), Address("+15550100002")]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../gateways/sms/providers").standardized

    /// A webhook whose signature is not looked at.
    static func hook(
        _ name: String, of provider: String, numbers: [Address] = numbers, region: String = "US"
    ) throws -> DescribedWebhook {
        let text = try String(contentsOf: folder.appending(path: "\(provider).toml"), encoding: .utf8)
        return try hook(name, text: text, file: "\(provider).toml", numbers: numbers, region: region)
    }

    /// The same for a descriptor's text.
    static func hook(
        _ name: String, text: String, file: String = "test.toml", numbers: [Address] = numbers, region: String = "US"
    ) throws -> DescribedWebhook {
        let report = SettingsReport()
        let root = try #require(SettingsTable(file: file, text: text, report: report))
        let credentials = root.table("credentials")?.keys ?? []
        let loaded = WebhookLoader(root: root, credentials: credentials).load()
        #expect(report.problems.map(\.description) == [])
        let webhook = try #require(loaded.webhooks.first { $0.name == name })
        let mapper = EventMapper(
            rules: webhook.rules, states: loaded.states, reportsPerPart: root.string("reports") == "per-part",
            idIsOurs: root.table("response")?.bool("id_chosen_by_us") ?? false,
            addresses: InboundAddresses(
                plan: try plan(region), numbers: numbers, isE164: webhook.numbersAreE164))
        return DescribedWebhook(webhook, verifiers: [Trusting()], callbackQuery: nil, mapper: mapper)
    }

    static func plan(_ region: String) throws -> NumberPlan {
        try #require(NumberPlan(region: region))
    }

    /// A request to `https://gw.example.org/hooks/sms/in`.
    static func request(
        method: String = "POST", query: String = "", type: String? = nil, body: [UInt8] = [], reference: String? = nil
    ) -> WebhookRequest {
        WebhookRequest(
            method: method, url: "https://gw.example.org/hooks/sms/in" + (query.isEmpty ? "" : "?\(query)"),
            headers: type.map { [("Content-Type", $0)] } ?? [], body: body, reference: reference,
            receivedAt: Date(timeIntervalSince1970: 1_700_000_000))
    }

    static func form(_ body: String, reference: String? = nil) -> WebhookRequest {
        request(type: "application/x-www-form-urlencoded", body: Array(body.utf8), reference: reference)
    }

    static func json(_ body: String, reference: String? = nil) -> WebhookRequest {
        request(type: "application/json", body: Array(body.utf8), reference: reference)
    }

    private struct Trusting: SignatureVerifier {
        func verify(_ request: WebhookRequest) throws(SignatureFailure) {}
    }
}

/// A request to a webhook of a provider, and the events that it has to become.
struct WebhookCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let provider: String
    let hook: String
    let request: WebhookRequest
    let events: [WebhookEvent]

    init(_ name: String, _ provider: String, _ hook: String, _ request: WebhookRequest, _ events: [WebhookEvent]) {
        testDescription = "\(provider): \(name)"
        self.provider = provider
        self.hook = hook
        self.request = request
        self.events = events
    }
}
