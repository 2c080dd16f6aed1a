// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit

/// Kannel, sms-gate and the simulator: gateways that an operator runs.
extension WebhookCase {
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
                        reference: "ref-3", state: .failed(.unknown),
                        detail: "id:7 sub:001 dlvrd:000 stat:UNDELIV err:050"))
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
                #"{"messageId":"abc123","message":"Hi","sender":"+15550100099","#
                    + #""recipient":"+15550100001","simNumber":1,"#
                    + #""receivedAt":"2024-06-22T15:46:11.000+07:00"}"#
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
                #"{"messageId":"abc123","message":"Hi","phoneNumber":"+15550100099","#
                    + #""recipient":null,"simNumber":2}"#
            ),
            [.message(IncomingMessage(eventID: "Ey6EC", from: alice, to: [Address("+15550100002")], text: "Hi"))]),
        WebhookCase(
            "a batch", "smsgate", "in",
            smsgateEvent(
                "sms:batch:received",
                #"{"messages":[{"messageId":"a","message":"1","sender":"+15550100099","#
                    + #""recipient":"+15550100001"},{"messageId":"a","message":"2","#
                    + #""sender":"+15550100099","recipient":"+15550100001"},"#
                    + #"{"message":"from nobody"}]}"#
            ),
            [
                .message(IncomingMessage(eventID: "Ey6EC:a", from: alice, to: [pool], text: "1")),
                .message(IncomingMessage(eventID: "Ey6EC:a#2", from: alice, to: [pool], text: "2")),
                .message(IncomingMessage(eventID: "Ey6EC", from: nil, to: [], text: "from nobody")),
            ]),
        WebhookCase(
            "an MMS with its picture inside", "smsgate", "in",
            smsgateEvent(
                "mms:downloaded",
                #"{"messageId":"m","sender":"+15550100099","recipient":"+15550100001","#
                    + #""body":"see","subject":"Holiday","attachments":[{"partId":1,"#
                    + #""contentType":"image/jpeg","name":"a b.jpg","size":3,"data":"AAEC"},"#
                    + #"{"partId":2,"contentType":"text/plain","data":null},{"contentType":"x;y","#
                    + #""data":"AAE="},{"data":"no base64!"}]}"#
            ),
            [
                message("Ey6EC", text: "Holiday\nsee") {
                    $0.attachments = [
                        Attachment(name: "a b.jpg", type: "image/jpeg", content: [0, 1, 2]),
                        Attachment(name: "application.octetstream", type: "application/octet-stream", content: [0, 1]),
                        Attachment(
                            name: "application.octetstream.txt", type: "text/plain", content: Array("no base64!".utf8)),
                    ]
                    $0.marks = ["[attachment missing: plain]"]
                }
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
                        reference: "ref-4", providerID: "ref-4", recipient: alice, state: .failed(.unknown),
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
}
