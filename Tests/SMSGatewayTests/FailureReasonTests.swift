// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import Testing

@testable import SMSGateway

/// Why a message failed, by the providers' own codes and words; what none of them explains stays unexplained.
@Suite("Reasons of failures")
struct FailureReasonTests {
    private static func state(_ provider: String, _ hook: String, _ request: WebhookRequest) throws
        -> DeliveryReport.State?
    {
        let events = try WebhookFixture.hook(hook, of: provider).events(in: request)
        guard case .report(let report)? = events.first, events.count == 1 else { return nil }
        return report.state
    }

    @Test(
        "Twilio, by ErrorCode",
        arguments: [
            ("30001", .failed(.unknown)), ("30002", .failed(.unknown)), ("30003", .failed(.recipient)),
            ("30005", .failed(.recipient)), ("30006", .failed(.recipient)), ("30007", .failed(.policy)),
            ("30008", .failed(.unknown)), ("30009", .failed(.unknown)), ("30010", .failed(.unknown)),
            ("30017", .failed(.unknown)), ("30034", .failed(.policy)), ("30036", .expired),
            ("21610", .failed(.optedOut)), ("21660", .failed(.sender)), ("63016", .failed(.unknown)),
            ("", .failed(.unknown)), (nil, .failed(.unknown)),
        ] as [(String?, DeliveryReport.State)])
    func twilio(code: String?, state: DeliveryReport.State) throws {
        for word in ["undelivered", "failed", "canceled"] {
            let form =
                "MessageSid=SM3&MessageStatus=\(word)&To=%2B15550100099" + (code.map { "&ErrorCode=\($0)" } ?? "")
            #expect(try Self.state("twilio", "status", WebhookFixture.form(form)) == state)
        }
    }

    @Test(
        "Telnyx, by the first error's code",
        arguments: [
            ("40001", .failed(.recipient)), ("40002", .failed(.policy)), ("40004", .failed(.unknown)),
            ("40005", .expired), ("40006", .failed(.unknown)), ("40008", .failed(.unknown)),
            ("40009", .failed(.content)), ("40010", .failed(.sender)), ("40012", .failed(.recipient)),
            ("40013", .failed(.sender)), ("40014", .expired), ("40300", .failed(.optedOut)),
            ("40333", .failed(.unknown)), ("49999", .failed(.unknown)), (nil, .failed(.unknown)),
        ] as [(String?, DeliveryReport.State)])
    func telnyx(code: String?, state: DeliveryReport.State) throws {
        for word in ["sending_failed", "delivery_failed", "gw_timeout"] {
            let errors = code.map { "[{\"code\":\"\($0)\",\"title\":\"T\"}]" } ?? "[]"
            let body = """
                {"data":{"event_type":"message.finalized","id":"e","payload":{"id":"m","errors":\(errors),
                "to":[{"phone_number":"+15550100099","status":"\(word)"}]}}}
                """
            #expect(try Self.state("telnyx", "status", WebhookFixture.json(body)) == state)
        }
    }

    @Test(
        "Kannel, by type and words",
        arguments: [
            ("2", "id:7 sub:001 dlvrd:000 stat:EXPIRED err:000 text:hi", .expired),
            ("2", "id:7 stat:expired err:0", .expired), ("2", "id:7 stat:UNDELIV err:050", .failed(.unknown)),
            ("2", "id:7 stat:UNDELIV err:050 text:stat:EXPIRED", .failed(.unknown)),
            ("2", "id:7 stat:REJECTD err:1", .failed(.unknown)), ("2", "", .failed(.unknown)),
            ("34", "", .expired), ("66", "id:7 stat:UNKNOWN err:0", .failed(.unknown)), ("130", "", .failed(.unknown)),
            ("16", "NACK/88/Throttling error", .failed(.unknown)),
            ("16", "NACK/0x00000058/Throttling error", .failed(.unknown)),
            ("16", "NACK/11/Invalid Destination Address", .failed(.recipient)),
            ("16", "NACK/0x0000000b/Invalid Destination Address", .failed(.recipient)),
            ("16", "NACK/0x0000000A/Invalid Source Address", .failed(.sender)),
            ("16", "NACK/20/Message Queue Full", .failed(.unknown)), ("16", "NACK/1/x", .failed(.content)),
            ("16", "", .failed(.unknown)), ("32", "", .sent), ("4", "", .sent), ("1", "", .delivered),
        ] as [(String, String, DeliveryReport.State)])
    func kannel(type: String, reply: String, state: DeliveryReport.State) throws {
        let query = "t=x&type=\(type)&smsc=s&reply=" + PercentEncoding.encode(reply)
        let request = WebhookFixture.request(method: "GET", query: query, reference: "ref")
        #expect(try Self.state("kannel", "status", request) == state)
    }

    @Test(
        "sms-gate, by Android's word",
        arguments: [
            ("Send result: RESULT_ERROR_GENERIC_FAILURE (Generic failure cause)", .failed(.unknown)),
            ("Send result: RESULT_ERROR_RADIO_OFF", .failed(.unknown)),
            ("Send result: RESULT_ERROR_NO_SERVICE", .failed(.unknown)),
            ("Send result: RESULT_ERROR_LIMIT_EXCEEDED", .failed(.unknown)),
            ("Send result: RESULT_RIL_NETWORK_NOT_READY", .failed(.unknown)),
            ("Send result: RESULT_ERROR_SHORT_CODE_NEVER_ALLOWED", .failed(.policy)),
            ("Send result: RESULT_ERROR_NULL_PDU", .failed(.content)), ("SIM card 2 not found", .failed(.sender)),
            ("TTL expired", .expired), ("Invalid phone number", .failed(.recipient)), ("", .failed(.unknown)),
        ] as [(String, DeliveryReport.State)])
    func smsgate(reason: String, state: DeliveryReport.State) throws {
        let body = """
            {"event":"sms:failed","id":"e","payload":{"messageId":"ref","recipient":"+15550100099","reason":"\(reason)"}}
            """
        #expect(try Self.state("smsgate", "in", WebhookFixture.json(body)) == state)
    }
}
