// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

/// Nothing that holds a message is answered and dropped.
@Suite("Messages in unexpected events")
struct HeldMessageTests {
    private static let picture = #"{"contentType":"image/jpeg","name":"a.jpg","size":3,"data":"AA\nEC\r\n"}"#
    private static let file = Attachment(name: "a.jpg", type: "image/jpeg", content: [0, 1, 2])

    private static func messages(_ provider: String, _ hook: String, _ request: WebhookRequest) throws
        -> [IncomingMessage]
    {
        try WebhookFixture.hook(hook, of: provider).events(in: request).compactMap { event in
            if case .message(let message) = event { message } else { nil }
        }
    }

    private static func smsgate(_ event: String, _ payload: String) throws -> [IncomingMessage] {
        try messages(
            "smsgate", "in", WebhookFixture.json("{\"event\":\"\(event)\",\"id\":\"E\",\"payload\":\(payload)}"))
    }

    @Test("sms-gate: pictures one by one and in batches, with line ends in their base 64")
    func pictures() throws {
        let mms =
            #"{"messageId":"m","sender":"+15550100099","recipient":"+15550100001","body":"see","attachments":[\#(Self.picture)]}"#
        let one = try Self.smsgate("mms:downloaded", mms)
        #expect(one.map(\.text) == ["see"] && one[0].attachments == [Self.file] && one[0].obstacle == nil)
        let two = try Self.smsgate("mms:batch:downloaded", "{\"messages\":[\(mms),\(mms)]}")
        #expect(two.map(\.eventID) == ["E:m", "E:m#2"] && two.allSatisfy { $0.attachments == [Self.file] })
        #expect(two.allSatisfy { $0.from == Address("+15550100099") && $0.to == [Address("+15550100001")] })
    }

    @Test("sms-gate: data messages are files")
    func data() throws {
        let payload = #"{"messageId":"m","sender":"+15550100099","recipient":"+15550100001","data":"AAEC"}"#
        for found in [
            try Self.smsgate("sms:data-received", payload),
            try Self.smsgate("sms:batch:data-received", "{\"messages\":[\(payload)]}"),
        ] {
            #expect(found.count == 1 && found.first?.attachments.map(\.content) == [[0, 1, 2]])
        }
    }

    @Test(
        "a withheld sender is no reason to lose the words",
        arguments: [
            ("twilio", "in", WebhookFixture.form("MessageSid=SM1&From=&To=%2B15550100001&Body=hi&NumMedia=0")),
            ("twilio", "in", WebhookFixture.form("MessageSid=SM1&To=%2B15550100001&Body=hi")),
            (
                "kannel", "in",
                WebhookFixture.request(method: "GET", query: "from=&to=%2B15550100001&text=hi&charset=UTF-8&id=k")
            ),
            (
                "smsgate", "in",
                WebhookFixture.json(
                    #"{"event":"sms:received","id":"E","payload":{"message":"hi","phoneNumber":"","sender":null,"#
                        + #""recipient":"+15550100001"}}"#)
            ),
            (
                "telnyx", "in",
                WebhookFixture.json(
                    #"{"data":{"event_type":"message.received","id":"e","payload":{"from":{"phone_number":null},"#
                        + #""to":[{"phone_number":"+15550100001"}],"text":"hi"}}}"#)
            ),
        ])
    func withheld(provider: String, hook: String, request: WebhookRequest) throws {
        let found = try Self.messages(provider, hook, request)
        #expect(found.map(\.text) == ["hi"] && found[0].from == nil && found[0].obstacle == nil)
        #expect(found[0].to == [Address("+15550100001")])
    }

    @Test(
        "an event that nobody knows is kept for the operator where it holds words",
        arguments: [
            (
                "smsgate", "in",
                WebhookFixture.json(
                    #"{"event":"rcs:received","id":"E","payload":{"message":"hi","sender":"+15550100099"}}"#)
            ),
            (
                "smsgate", "in",
                WebhookFixture.json(#"{"event":"rcs:batch","payload":{"messages":[{"message":"hi","sender":"x"}]}}"#)
            ),
            ("smsgate", "in", WebhookFixture.json(#"{"event":"chat","payload":{"chat":{"content":"hi"}}}"#)),
            ("telnyx", "in", WebhookFixture.json(#"{"data":{"event_type":"rcs.received","payload":{"body":"hi"}}}"#)),
            (
                "telnyx", "status",
                WebhookFixture.json(
                    #"{"data":{"event_type":"message.received","id":"e","payload":{"text":"hi","direction":"inbound"}}}"#
                )
            ),
            ("twilio", "status", WebhookFixture.form("MessageSid=SM1&SmsStatus=received&From=%2B15550100099&Body=hi")),
            ("kannel", "status", WebhookFixture.request(method: "GET", query: "from=1&text=hi")),
            ("simulator", "in", WebhookFixture.json(#"{"event":"other","text":"hi","from":"+15550100099"}"#)),
        ])
    func unknown(provider: String, hook: String, request: WebhookRequest) throws {
        let found = try Self.messages(provider, hook, request)
        #expect(found.map(\.text) == ["hi"])
        #expect(found.first?.obstacle?.contains("does not know") == true)
    }

    @Test(
        "and not where it holds none, or repeats our own",
        arguments: [
            #"{"data":{"event_type":"message.future","payload":{"direction":"outbound","text":"ours"}}}"#,
            #"{"data":{"event_type":"message.future","payload":{"text":" ","body":null,"message":{}}}}"#, "[]", "1",
        ])
    func nothing(body: String) throws {
        #expect(try Self.messages("telnyx", "in", WebhookFixture.json(body)) == [])
    }

    @Test("the operator reads which event it was")
    func named() throws {
        let found = try Self.smsgate("rcs:received", #"{"message":"hi"}"#)
        #expect(
            found.first?.obstacle == "it came in an event \"rcs:received\" that the provider's descriptor does not know"
        )
    }

    @Test("many elements that nobody knows cost what they are many", arguments: [100, 1_000])
    func many(count: Int) throws {
        let element = #"{"message":"hi","attachments":[]}"#
        let elements = Array(repeating: element, count: count).joined(separator: ",")
        #expect(try Self.smsgate("sms:batch:received", "{\"messages\":[\(elements)]}").count == count)
    }
}
