// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

/// Providers that have no descriptor yet: their documented events need nothing but TOML.
@Suite("Webhooks of providers to come")
struct WebhookShapeTests {
    private static let alice = Address("+15550100099")
    private static let pool = Address("+15550100001")

    private static func hook(_ rest: String) throws -> DescribedWebhook {
        try WebhookFixture.hook(
            "in",
            text: """
                [credentials]
                token = true
                [[webhook]]
                name = "in"
                auth = [{ scheme = "query-token", secret = "{cred.token}" }]
                \(rest)
                """)
    }

    @Test("Bandwidth: the body is an array, and every element an event of its own kind")
    func rootArray() throws {
        let hook = try Self.hook(
            """
            format = "json"
            events = [
              { each = "", when = { "/type" = "message-received" }, type = "message", id = "/message/id", \
              from = "/message/from", to = "/message/to", text = "/message/text", media = "/message/media" },
              { each = "", when = { "/type" = "message-delivered|message-failed" }, type = "status", \
              id = "/message/id", to = "/to", state = "/type", error_code = "/errorCode" },
            ]
            [states]
            delivered = ["message-delivered"]
            failed = ["message-failed"]
            [state_errors]
            recipient = [4301]
            """)
        let body = """
            [{"type":"message-received","message":{"id":"b1","from":"+15550100099","to":["+15550100001","+15550100050"],
            "text":"hi","media":["https://m/1","https://m/2"]}},
            {"type":"message-failed","to":"+15550100099","errorCode":4301,"message":{"id":"b2"}},
            {"type":"message-sending"}]
            """
        #expect(
            try hook.events(in: WebhookFixture.json(body)) == [
                .message(
                    IncomingMessage(
                        eventID: "b1", from: Self.alice, to: [Self.pool], text: "hi",
                        media: ["https://m/1", "https://m/2"])),
                .report(
                    DeliveryReport(providerID: "b2", recipient: Self.alice, state: .failed(.recipient), detail: "4301")),
                .unknown,
            ])
        #expect(try hook.events(in: WebhookFixture.json("{}")) == [.unknown])
    }

    @Test("46elks: a picture in a field without a number, the others with one")
    func severalMedia() throws {
        let hook = try Self.hook(
            """
            format = "form"
            event = { type = "message", id = "/id", from = "/from", to = "/to", text = "/message", \
            media = ["/image", { numbered = "/image{n}", first = 2 }] }
            """)
        let body =
            "id=e1&from=%2B15550100099&to=%2B15550100001&message="
            + "&image=https://m/1&image2=https://m/2&image3=https://m/3&image5=https://m/5"
        #expect(
            try hook.events(in: WebhookFixture.form(body)) == [
                .message(
                    IncomingMessage(
                        eventID: "e1", from: Self.alice, to: [Self.pool], text: "",
                        media: ["https://m/1", "https://m/2", "https://m/3"]))
            ])
    }

    @Test("Clickatell: which array is there decides, and texts are percent-encoded in their own set")
    func arrays() throws {
        let hook = try Self.hook(
            """
            format = "json"
            events = [
              { each = "/event/moText", type = "message", id = "/messageId", from = "/fromNumber", \
              to = "/toNumber", text = "/text", charset = { at = "/charset", default = "UTF-8" } },
              { each = "/event/messageStatusUpdate", type = "status", id = "/messageId", to = "/to", \
              state = "/statusCode" },
            ]
            [states]
            sent = [3, 4]
            """)
        let text = """
            {"event":{"moText":[{"messageId":"c1","fromNumber":"15550100099","toNumber":"15550100001",
            "text":"%04%1F%00%2B","charset":"UTF-16BE"}]}}
            """
        #expect(
            try hook.events(in: WebhookFixture.json(text)) == [
                .message(IncomingMessage(eventID: "c1", from: Self.alice, to: [Self.pool], text: "П+"))
            ])
        let status =
            "{\"event\":{\"messageStatusUpdate\":[{\"messageId\":\"c2\",\"to\":\"15550100099\",\"statusCode\":4}]}}"
        #expect(
            try hook.events(in: WebhookFixture.json(status)) == [
                .report(DeliveryReport(providerID: "c2", recipient: Self.alice, state: .sent))
            ])
        #expect(try hook.events(in: WebhookFixture.json("{\"event\":{}}")) == [.unknown])
    }

    @Test("Plivo: digits without a plus are E.164, also where they could be a national number")
    func bareE164() throws {
        let hook = try Self.hook(
            """
            format = "auto"
            methods = ["GET", "POST"]
            numbers = "e164"
            event = { type = "message", id = "/MessageUUID", from = "/From", to = "/To", text = "/Text" }
            """)
        let query = "MessageUUID=p1&From=6591234567&To=15550100001&Text=hi"
        #expect(
            try hook.events(in: WebhookFixture.request(method: "GET", query: query)) == [
                .message(IncomingMessage(eventID: "p1", from: Address("+6591234567"), to: [Self.pool], text: "hi"))
            ])
    }
}
