// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import SMSGateway

@Suite("Webhooks of the providers")
struct WebhookProviderTests {
    @Test("a request becomes exactly these events", arguments: WebhookCase.all)
    func events(of it: WebhookCase) throws {
        let hook = try WebhookFixture.hook(it.hook, of: it.provider)
        #expect(hook.methods.contains(it.request.method))
        #expect(try hook.events(in: it.request) == it.events)
    }

    @Test(
        "the answer is fixed",
        arguments: [
            ("twilio", "in", WebhookReply(status: 200, contentType: "text/xml", body: "<Response/>")),
            ("twilio", "status", WebhookReply(status: 204)), ("telnyx", "in", WebhookReply(status: 200)),
            ("kannel", "in", WebhookReply(status: 200, contentType: "text/plain")),
            ("kannel", "status", WebhookReply(status: 200, contentType: "text/plain")),
            ("smsgate", "in", WebhookReply(status: 200)),
        ])
    func reply(provider: String, hook: String, reply: WebhookReply) throws {
        #expect(try WebhookFixture.hook(hook, of: provider).reply == reply)
    }

    @Test(
        "a Kannel with a German region reads German senders",
        arguments: [
            ("017612345678", "+4917612345678"), ("4917612345678", "+4917612345678"),
            ("%2B4917612345678", "+4917612345678"),
            ("004917612345678", "+4917612345678"), ("11833", "11833"),
        ])
    func region(from: String, address: String) throws {
        let hook = try WebhookFixture.hook("in", of: "kannel", numbers: [Address("+4915112345678")], region: "DE")
        let query = "from=\(from)&to=015112345678&text=a&coding=0&charset=UTF-8&id=k"
        let events = try hook.events(in: WebhookFixture.request(method: "GET", query: query))
        #expect(
            events == [
                .message(
                    IncomingMessage(eventID: "k", from: Address(address), to: [Address("+4915112345678")], text: "a"))
            ])
    }
}
