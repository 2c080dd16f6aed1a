// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

@Suite("Webhooks against hostile requests")
struct WebhookHostileTests {
    private static func descriptor(_ format: String) -> String {
        """
        [credentials]
        token = true
        [[webhook]]
        name = "in"
        methods = ["GET", "POST"]
        format = "\(format)"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "message", id = "/id", from = "/from", to = "/to", text = "/text" }
        [[webhook]]
        name = "list"
        format = "json"
        auth = [{ scheme = "query-token", secret = "{cred.token}" }]
        event = { type = "message", each = "/all", id = "/id", from = "/from", text = "/text" }
        """
    }

    private static func outcome(_ format: String, _ request: WebhookRequest, hook: String = "in") throws -> String {
        let hook = try WebhookFixture.hook(hook, text: descriptor(format))
        do throws(WebhookRefusal) {
            let events = try hook.events(in: request)
            guard case .message(let message)? = events.first, events.count == 1 else { return "\(events.count) events" }
            return message.text
        } catch {
            switch error {
            case .malformed(let sentence): return "malformed: \(sentence)"
            case .unauthenticated(let sentence): return "unauthenticated: \(sentence)"
            }
        }
    }

    private static let form = Array("from=%2B15550100099&text=hi".utf8)
    private static let json = Array("{\"from\":\"+15550100099\",\"text\":\"hi\"}".utf8)

    @Test(
        "a body is read as its format says; a missing type is no harm, a wrong one is refused",
        arguments: [
            ("form", "POST", "application/x-www-form-urlencoded", form, "hi"),
            ("form", "POST", "Application/X-WWW-Form-URLencoded; charset=utf-8", form, "hi"),
            ("form", "POST", nil, form, "hi"),
            (
                "form", "POST", "application/json", json,
                "malformed: the body must be a form, and Content-Type says otherwise"
            ),
            ("json", "POST", "application/json; charset=utf-8", json, "hi"),
            ("json", "POST", "application/cloudevents+json", json, "hi"),
            ("json", "POST", nil, json, "hi"), ("json", "POST", "text/plain", json, "hi"),
            ("json", "POST", "text/xml", json, "malformed: the body must be JSON, and Content-Type says otherwise"),
            ("auto", "POST", "application/json", json, "hi"),
            ("auto", "POST", "application/x-www-form-urlencoded", form, "hi"),
            ("auto", "POST", "image/png", form, "malformed: the body must be a form, and Content-Type says otherwise"),
            ("auto", "GET", nil, [], "from the query"), ("query", "GET", nil, [], "from the query"),
            ("query", "POST", nil, [], "from the query"),
            (
                "query", "POST", "application/json", json,
                "malformed: the event stands in the query, so there must be no body"
            ),
            ("auto", "GET", nil, form, "malformed: the event stands in the query, so there must be no body"),
        ] as [(String, String, String?, [UInt8], String)])
    func format(format: String, method: String, type: String?, body: [UInt8], told: String) throws {
        let request = WebhookFixture.request(
            method: method, query: "from=%2B15550100099&text=from+the+query", type: type, body: body)
        #expect(try Self.outcome(format, request) == told)
    }

    @Test(
        "what is no JSON is malformed, and never a crash",
        arguments: [
            Array("".utf8), Array("{".utf8), Array("{\"from\":\"+1555".utf8), Array("nul".utf8), [0], [0xFF, 0xFE],
            Array("{\"from\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), Array("{}{}".utf8),
            Array(repeating: UInt8(ascii: "["), count: 1_000_000),
            Array(String(repeating: "{\"a\":", count: 100_000).utf8),
        ])
    func noJSON(body: [UInt8]) throws {
        let told = try Self.outcome("json", WebhookFixture.request(type: "application/json", body: body))
        #expect(told.hasPrefix("malformed: the body is no JSON"))
    }

    @Test(
        "JSON of another shape has no sender",
        arguments: ["{}", "[]", "null", "17", "{\"from\":{}}", "{\"from\":\"\"}", "{\"from\":null}"])
    func otherShape(body: String) throws {
        let told = try Self.outcome("json", WebhookFixture.json(body))
        #expect(told == "malformed: the event does not say whom it is from or what it is about")
    }

    @Test("ten thousand fields are refused")
    func manyFields() throws {
        let fields = Self.form + Array(String(repeating: "&a=b", count: 10_000).utf8)
        let told = try Self.outcome("form", WebhookFixture.request(body: fields))
        #expect(told == "malformed: the request has more than 1000 fields")
    }

    @Test("more events than any provider sends are refused; a broken one does not take the others with it")
    func manyEvents() throws {
        func body(_ count: Int) -> String {
            "{\"all\":[\(Array(repeating: "{}", count: count).joined(separator: ","))]}"
        }
        #expect(try Self.outcome("json", WebhookFixture.json(body(1_001)), hook: "list").hasPrefix("malformed"))
        #expect(try Self.outcome("json", WebhookFixture.json(body(1_000)), hook: "list") == "1000 events")
        #expect(try Self.outcome("json", WebhookFixture.json(body(0)), hook: "list") == "0 events")
    }

    @Test(
        "bytes that are no characters are replaced, NUL is dropped, the rest arrives",
        arguments: [
            ("a%FFb", "a\u{FFFD}b"), ("a%00b", "ab"), ("%", "%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("a+b%2B", "a b+"),
            ("%F0%9F%91%8B", "👋"), ("a%0Ab", "a\nb"), ("a%1Bb", "a\u{1B}b"),
        ])
    func bytes(encoded: String, text: String) throws {
        let request = WebhookFixture.form("from=%2B15550100099&text=\(encoded)")
        #expect(try Self.outcome("form", request) == text)
    }

    @Test(
        "a sender that no plan of numbers knows is still a sender", arguments: ["☎ Anna", "+1", "sip:anna@example.org"])
    func strangeSender(text: String) throws {
        let hook = try WebhookFixture.hook("in", text: Self.descriptor("json"))
        let events = try hook.events(in: WebhookFixture.json("{\"from\":\"\(text)\",\"text\":\"hi\",\"id\":\"1\"}"))
        guard case .message(let message)? = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(
            message.text == "hi" && message.from?.text.isEmpty == false
                && message.from?.text == message.from?.text.lowercased())
    }

    @Test("an id of any length is kept short, and stays itself")
    func longID() throws {
        let hook = try WebhookFixture.hook("in", text: Self.descriptor("json"))
        func id(_ id: String) throws -> String? {
            let body = "{\"from\":\"+15550100099\",\"text\":\"a\",\"id\":\"\(id)\"}"
            guard case .message(let message)? = try hook.events(in: WebhookFixture.json(body)).first else { return nil }
            return message.eventID
        }
        let long = String(repeating: "x", count: 100_000)
        #expect(try id(long)?.utf8.count == 64)
        #expect(try id(long) == id(long) && id(long) != id(long + "y"))
        #expect(try id("y" + long.dropLast()) != id(long) && id(long.dropLast() + "y") != id(long))
        #expect(try id("short") == "short" && id("") == nil)
    }

    @Test(
        "a reference that cannot be ours is not taken for one",
        arguments: ["a b", "ü", "", "../x", String(repeating: "x", count: 41)])
    func reference(text: String) throws {
        let descriptor = """
            [credentials]
            token = true
            [response]
            id_chosen_by_us = true
            [[webhook]]
            name = "status"
            format = "json"
            auth = [{ scheme = "query-token", secret = "{cred.token}" }]
            event = { type = "status", id = "/id", reference = "/ref", state_const = "delivered" }
            """
        let hook = try WebhookFixture.hook("status", text: descriptor)
        let events = try hook.events(in: WebhookFixture.json("{\"id\":\"p1\",\"ref\":\"\(text)\"}"))
        #expect(
            events == [
                .report(DeliveryReport(reference: text.isEmpty ? "p1" : nil, providerID: "p1", state: .delivered))
            ])
    }
}
