// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit

/// Twilio and Telnyx: providers that host the numbers.
extension WebhookCase {
    static let all = twilio + telnyx + kannel + smsgate + simulator

    static let alice = Address("+15550100099")
    static let pool = Address("+15550100001")

    private static let twilioMessage =
        "ToCountry=US&MessageSid=SM1&SmsSid=SM1&AccountSid=AC0&From=%2B15550100099&To=%2B15550100001&NumSegments=1"

    /// A message of Alice's to the pool's first number, and what else there is to say of it.
    static func message(
        _ id: String?, from: Address? = alice, text: String = "", media: [String] = [],
        _ change: (inout IncomingMessage) -> Void = { _ in }
    ) -> WebhookEvent {
        var message = IncomingMessage(eventID: id, from: from, to: [pool], text: text, media: media)
        change(&message)
        return .message(message)
    }

    static let twilio = [
        WebhookCase(
            "a text", "twilio", "in",
            WebhookFixture.form(twilioMessage + "&Body=Gr%C3%BC%C3%9Fe+%26+100%25&NumMedia=0"),
            [.message(IncomingMessage(eventID: "SM1", from: alice, to: [pool], text: "Grüße & 100%"))]),
        WebhookCase(
            "two pictures without a text", "twilio", "in",
            WebhookFixture.form(
                twilioMessage
                    + "&Body=&NumMedia=2&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2FME0&MediaContentType0=image%2Fjpeg"
                    + "&MediaUrl1=https%3A%2F%2Fapi.twilio.com%2FME1&MediaContentType1=image%2Fpng&MediaUrl2=https%3A%2F%2Fx"
            ),
            [
                .message(
                    IncomingMessage(
                        eventID: "SM1", from: alice, to: [pool], text: "",
                        media: ["https://api.twilio.com/ME0", "https://api.twilio.com/ME1"]))
            ]),
        WebhookCase(
            "a link that is none is left out, and told of", "twilio", "in",
            WebhookFixture.form(
                twilioMessage + "&Body=hi&NumMedia=2&MediaUrl0=javascript%3Aalert(1)&MediaUrl1=https%3A%2F%2Fm%2Fx"),
            [message("SM1", text: "hi", media: ["https://m/x"]) { $0.marks = ["[attachment missing]"] }]),
        WebhookCase(
            "a short code", "twilio", "in",
            WebhookFixture.form("MessageSid=SM2&From=46645&To=%2B15550100001&Body=123+is+your+code&NumMedia=0"),
            [.message(IncomingMessage(eventID: "SM2", from: Address("46645"), to: [pool], text: "123 is your code"))]),
        WebhookCase(
            "delivered", "twilio", "status",
            WebhookFixture.form(
                "MessageSid=SM3&MessageStatus=delivered&To=%2B15550100099&From=%2B15550100001", reference: "ref-1"),
            [.report(DeliveryReport(reference: "ref-1", providerID: "SM3", recipient: alice, state: .delivered))]),
        WebhookCase(
            "a word in capitals", "twilio", "status",
            WebhookFixture.form("MessageSid=SM3&MessageStatus=Partially_Delivered&To=%2B15550100099"),
            [.report(DeliveryReport(providerID: "SM3", recipient: alice, state: .delivered))]),
        WebhookCase(
            "opted out", "twilio", "status",
            WebhookFixture.form(
                "MessageSid=SM3&MessageStatus=undelivered&To=%2B15550100099&ErrorCode=21610", reference: "ref-1"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-1", providerID: "SM3", recipient: alice, state: .failed(.optedOut),
                        detail: "21610"))
            ]),
        WebhookCase(
            "a failure of the moment", "twilio", "status",
            WebhookFixture.form("MessageSid=SM3&MessageStatus=failed&To=%2B15550100099&ErrorCode=30008"),
            [.report(DeliveryReport(providerID: "SM3", recipient: alice, state: .failed(.unknown), detail: "30008"))]),
        WebhookCase(
            "a word that nobody knows", "twilio", "status",
            WebhookFixture.form("MessageSid=SM3&MessageStatus=teleported&To=%2B15550100099"), [.unknown]),
    ]

    static let telnyx = [
        WebhookCase(
            "a text with a picture", "telnyx", "in",
            WebhookFixture.json(
                """
                {"data":{"event_type":"message.received","id":"b301ed3f","payload":{"id":"84cca175","type":"MMS",
                "from":{"phone_number":"+15550100099","carrier":"T-Mobile USA","line_type":"long_code"},
                "to":[{"phone_number":"+15550100001","status":"webhook_delivered"}],"cc":[],"text":"look 👋",
                "media":[{"url":"https://media.telnyx.com/a.png","content_type":"image/png","size":100,"sha256":"x"}],
                "received_at":"2026-11-21T10:00:00Z"},"record_type":"event"},"meta":{"attempt":1}}
                """),
            [
                .message(
                    IncomingMessage(
                        eventID: "b301ed3f", from: alice, to: [pool], text: "look 👋",
                        media: ["https://media.telnyx.com/a.png"],
                        sentAt: Date(timeIntervalSince1970: 1_795_255_200)))
            ]),
        WebhookCase(
            "a group counts only our number", "telnyx", "in",
            WebhookFixture.json(
                """
                {"data":{"event_type":"message.received","id":"e2","payload":{"id":"m2",
                "from":{"phone_number":"+15550100099"},"to":[{"phone_number":"+15550100077"}],
                "cc":[{"phone_number":"+15550100002"},{"phone_number":"+15550100078"}],"text":null,"media":[]}}}
                """),
            [.message(IncomingMessage(eventID: "e2", from: alice, to: [Address("+15550100002")], text: ""))]),
        WebhookCase(
            "a report for each recipient", "telnyx", "in",
            WebhookFixture.json(
                """
                {"data":{"event_type":"message.finalized","id":"e3","payload":{"id":"m3","to":[
                {"phone_number":"+15550100099","status":"delivered"},
                {"phone_number":"+15550100098","status":"delivery_failed"},
                {"phone_number":"+15550100097","status":"beamed"},{"status":"expired"}],
                "parts":2,"errors":[{"code":"40008","title":"Undeliverable"}]}}}
                """, reference: "ref-2"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-2", providerID: "m3", recipient: alice, state: .delivered,
                        detail: "40008: Undeliverable", eventID: "e3", parts: 2)),
                .report(
                    DeliveryReport(
                        reference: "ref-2", providerID: "m3", recipient: Address("+15550100098"),
                        state: .failed(.unknown),
                        detail: "40008: Undeliverable", eventID: "e3#2", parts: 2)),
                .unknown,
                .report(
                    DeliveryReport(
                        reference: "ref-2", providerID: "m3", state: .expired, detail: "40008: Undeliverable",
                        eventID: "e3#3", parts: 2)),
            ]),
        WebhookCase(
            "an event that nobody knows", "telnyx", "in",
            WebhookFixture.json("{\"data\":{\"event_type\":\"message.future\",\"id\":\"e4\",\"payload\":{}}}"),
            [.unknown]),
        WebhookCase("no event at all", "telnyx", "in", WebhookFixture.json("{}"), [.unknown]),
    ]
}
