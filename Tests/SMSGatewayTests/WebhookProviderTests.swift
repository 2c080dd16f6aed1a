// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

@testable import SMSGateway

@Suite("Webhooks of the providers")
struct WebhookProviderTests {
    private static let alice = Address("+15550100099")
    private static let pool = Address("+15550100001")

    @Test("a request becomes exactly these events", arguments: twilio + telnyx + kannel + smsgate + simulator)
    func events(of it: WebhookCase) throws {
        let hook = try WebhookFixture.hook(it.hook, of: it.provider)
        #expect(hook.methods.contains(it.request.method))
        #expect(try hook.events(in: it.request) == it.events)
    }

    private static let twilioMessage =
        "ToCountry=US&MessageSid=SM1&SmsSid=SM1&AccountSid=AC0&From=%2B15550100099&To=%2B15550100001&NumSegments=1"

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
            "a link that is none is left out", "twilio", "in",
            WebhookFixture.form(
                twilioMessage + "&Body=hi&NumMedia=2&MediaUrl0=javascript%3Aalert(1)&MediaUrl1=https%3A%2F%2Fm%2Fx"),
            [.message(IncomingMessage(eventID: "SM1", from: alice, to: [pool], text: "hi", media: ["https://m/x"]))]),
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
            [.report(DeliveryReport(providerID: "SM3", recipient: alice, state: .failed(nil), detail: "30008"))]),
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
                        media: ["https://media.telnyx.com/a.png"]))
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
                {"phone_number":"+15550100099","status":"delivered"},{"phone_number":"+15550100098","status":"delivery_failed"},
                {"phone_number":"+15550100097","status":"beamed"},{"status":"expired"}],"errors":[{"code":"40008"}]}}}
                """, reference: "ref-2"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-2", providerID: "m3", recipient: alice, state: .delivered, detail: "40008")),
                .report(
                    DeliveryReport(
                        reference: "ref-2", providerID: "m3", recipient: Address("+15550100098"), state: .failed(nil),
                        detail: "40008")),
                .unknown,
                .report(DeliveryReport(reference: "ref-2", providerID: "m3", state: .expired, detail: "40008")),
            ]),
        WebhookCase(
            "an event that nobody knows", "telnyx", "in",
            WebhookFixture.json("{\"data\":{\"event_type\":\"message.future\",\"id\":\"e4\",\"payload\":{}}}"),
            [.unknown]),
        WebhookCase("no event at all", "telnyx", "in", WebhookFixture.json("{}"), [.unknown]),
    ]

    static let kannel = [
        WebhookCase(
            "7 bits", "kannel", "in",
            WebhookFixture.request(
                method: "GET",
                query:
                    "t=x&from=%2B15550100099&to=%2B15550100001&text=Hello+%26+bye&coding=0&charset=UTF-8&id=k1&smsc=s"),
            [.message(IncomingMessage(eventID: "k1", from: alice, to: [pool], text: "Hello & bye"))]),
        WebhookCase(
            "16 bits, as raw UTF-16BE", "kannel", "in",
            WebhookFixture.request(
                method: "GET",
                query:
                    "from=%2B15550100099&to=15550100001&text=%00G%00r%00%FC%00%DF%00e%00+%D8%3D%DCK&coding=2&charset=UTF-16BE&id=k2"
            ),
            [.message(IncomingMessage(eventID: "k2", from: alice, to: [pool], text: "Grüße 👋"))]),
        WebhookCase(
            "16 bits without a charset", "kannel", "in",
            WebhookFixture.request(
                method: "GET", query: "from=%2B15550100099&to=%2B15550100001&text=%04%1F%04%40&coding=2&charset=&id=k3"),
            [.message(IncomingMessage(eventID: "k3", from: alice, to: [pool], text: "Пр"))]),
        WebhookCase(
            "a Windows-1252 link", "kannel", "in",
            WebhookFixture.request(
                method: "GET",
                query: "from=%2B15550100099&to=%2B15550100001&text=5%80+%E4&coding=0&charset=WINDOWS-1252&id=k4"),
            [.message(IncomingMessage(eventID: "k4", from: alice, to: [pool], text: "5€ ä"))]),
        WebhookCase(
            "a sender without plus, and one in national form", "kannel", "in",
            WebhookFixture.request(
                method: "GET", query: "from=15550100099&to=5550100001&text=a&coding=0&charset=UTF-8&id=k5"),
            [.message(IncomingMessage(eventID: "k5", from: alice, to: [pool], text: "a"))]),
        WebhookCase(
            "a sender with a name", "kannel", "in",
            WebhookFixture.request(
                method: "GET", query: "from=MyBank&to=%2B15550100001&text=a&coding=0&charset=UTF-8&id=k6"),
            [
                .message(
                    IncomingMessage(eventID: "k6", from: Address("mybank"), nickname: "MyBank", to: [pool], text: "a"))
            ]),
        WebhookCase(
            "delivered, with the reference in the path", "kannel", "status",
            WebhookFixture.request(method: "GET", query: "t=x&type=1&smsc=s&reply=", reference: "ref-3"),
            [.report(DeliveryReport(reference: "ref-3", state: .delivered))]),
        WebhookCase(
            "failed; the receipt's text is not kept", "kannel", "status",
            WebhookFixture.request(
                method: "GET",
                query: "t=x&type=2&smsc=s&reply=id:7+sub:001+dlvrd:000+stat:UNDELIV+err:050+Text:secret+words",
                reference: "ref-3"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-3", state: .failed(nil), detail: "id:7 sub:001 dlvrd:000 stat:UNDELIV err:050"))
            ]),
        WebhookCase(
            "buffered at the SMSC", "kannel", "status",
            WebhookFixture.request(method: "GET", query: "t=x&type=8&smsc=s&reply=ACK/", reference: "ref-3"),
            [.report(DeliveryReport(reference: "ref-3", state: .sent, detail: "ACK/"))]),
        WebhookCase(
            "a bit that nobody knows", "kannel", "status",
            WebhookFixture.request(method: "GET", query: "t=x&type=64", reference: "ref-3"), [.unknown]),
    ]

    private static func smsgateEvent(_ event: String, _ payload: String) -> WebhookRequest {
        WebhookFixture.json(
            "{\"deviceId\":\"d\",\"event\":\"\(event)\",\"id\":\"Ey6EC\",\"payload\":\(payload),\"webhookId\":\"LreFU\"}"
        )
    }

    static let smsgate = [
        WebhookCase(
            "a text", "smsgate", "in",
            smsgateEvent(
                "sms:received",
                "{\"messageId\":\"abc123\",\"message\":\"Hi\",\"sender\":\"+15550100099\",\"recipient\":\"+15550100001\",\"simNumber\":1,\"receivedAt\":\"2024-06-22T15:46:11.000+07:00\"}"
            ),
            [
                .message(
                    IncomingMessage(
                        eventID: "Ey6EC", from: alice, to: [pool], text: "Hi",
                        sentAt: Date(timeIntervalSince1970: 1_719_045_971)))
            ]),
        WebhookCase(
            "an old app that names no recipient: the SIM card does", "smsgate", "in",
            smsgateEvent(
                "sms:received",
                "{\"messageId\":\"abc123\",\"message\":\"Hi\",\"phoneNumber\":\"+15550100099\",\"recipient\":null,\"simNumber\":2}"
            ),
            [.message(IncomingMessage(eventID: "Ey6EC", from: alice, to: [Address("+15550100002")], text: "Hi"))]),
        WebhookCase(
            "a batch", "smsgate", "in",
            smsgateEvent(
                "sms:batch:received",
                "{\"messages\":[{\"messageId\":\"a\",\"message\":\"1\",\"sender\":\"+15550100099\",\"recipient\":\"+15550100001\"},{\"messageId\":\"a\",\"message\":\"2\",\"sender\":\"+15550100099\",\"recipient\":\"+15550100001\"},{\"message\":\"from nobody\"}]}"
            ),
            [
                .message(IncomingMessage(eventID: "Ey6EC:a", from: alice, to: [pool], text: "1")),
                .message(IncomingMessage(eventID: "Ey6EC:a#2", from: alice, to: [pool], text: "2")), .unknown,
            ]),
        WebhookCase(
            "an MMS with its picture inside", "smsgate", "in",
            smsgateEvent(
                "mms:downloaded",
                "{\"messageId\":\"m\",\"sender\":\"+15550100099\",\"recipient\":\"+15550100001\",\"body\":\"see\",\"subject\":\"Holiday\",\"attachments\":[{\"partId\":1,\"contentType\":\"image/jpeg\",\"name\":\"a b.jpg\",\"size\":3,\"data\":\"AAEC\"},{\"partId\":2,\"contentType\":\"text/plain\",\"data\":null},{\"contentType\":\"x;y\",\"data\":\"AAE=\"},{\"data\":\"no base64\"}]}"
            ),
            [
                .message(
                    IncomingMessage(
                        eventID: "Ey6EC", from: alice, to: [pool], text: "Holiday\nsee",
                        media: [
                            "data:image/jpeg;name=a%20b.jpg;base64,AAEC", "data:application/octet-stream;base64,AAE=",
                        ]))
            ]),
        WebhookCase(
            "sent in two parts", "smsgate", "in",
            smsgateEvent(
                "sms:sent", "{\"messageId\":\"ref-4\",\"recipient\":\"+15550100099\",\"partsCount\":2,\"simNumber\":1}"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-4", providerID: "ref-4", recipient: alice, state: .sent, eventID: "Ey6EC",
                        parts: 2))
            ]),
        WebhookCase(
            "one part delivered", "smsgate", "in",
            smsgateEvent("sms:delivered", "{\"messageId\":\"ref-4\",\"recipient\":\"+15550100099\"}"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-4", providerID: "ref-4", recipient: alice, state: .delivered, eventID: "Ey6EC",
                        coversOnePart: true))
            ]),
        WebhookCase(
            "failed", "smsgate", "in",
            smsgateEvent(
                "sms:failed",
                "{\"messageId\":\"ref-4\",\"recipient\":\"+15550100099\",\"reason\":\"RESULT_ERROR_LIMIT_EXCEEDED\"}"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-4", providerID: "ref-4", recipient: alice, state: .failed(nil),
                        detail: "RESULT_ERROR_LIMIT_EXCEEDED", eventID: "Ey6EC"))
            ]),
        WebhookCase("a ping", "smsgate", "in", smsgateEvent("system:ping", "{\"health\":{}}"), [.ignored]),
        WebhookCase("an event that nobody knows", "smsgate", "in", smsgateEvent("sms:future", "{}"), [.unknown]),
    ]

    static let simulator = [
        WebhookCase(
            "a text", "simulator", "in",
            WebhookFixture.json(
                """
                {"event":"message","event_id":"e-1","id":"m-1","from":"+15550100099","to":"+15550100001","text":"hi",
                "media":["https://example.org/a.png"],"time":"2023-11-14T22:13:20Z"}
                """),
            [
                .message(
                    IncomingMessage(
                        eventID: "e-1", from: alice, to: [pool], text: "hi", media: ["https://example.org/a.png"],
                        sentAt: Date(timeIntervalSince1970: 1_700_000_000)))
            ]),
        WebhookCase(
            "a report", "simulator", "status",
            WebhookFixture.json(
                """
                {"event":"status","event_id":"e-2","id":"m-1","reference":"other","to":"+15550100099","state":"delivered"}
                """, reference: "ref-5"),
            [
                .report(
                    DeliveryReport(
                        reference: "ref-5", providerID: "m-1", recipient: alice, state: .delivered, eventID: "e-2"))
            ]),
    ]

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
