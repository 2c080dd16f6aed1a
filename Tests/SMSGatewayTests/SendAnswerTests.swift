// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing
import Transfer

@testable import SMSGateway

/// An answer of a provider, and what it has to mean.
struct AnswerCase: Sendable, CustomTestStringConvertible {
    let provider: String
    let status: Int
    let body: String
    var headers: [(name: String, value: String)] = []
    let result: SendResult

    init(
        _ provider: String, _ status: Int, _ body: String, retryAfter: String? = nil, _ result: SendResult
    ) {
        self.provider = provider
        self.status = status
        self.body = body
        headers = retryAfter.map { [("retry-after", $0)] } ?? []
        self.result = result
    }

    var testDescription: String { "\(provider) \(status) \(body.prefix(60))" }

    static func twilio(_ status: Int, code: Int, _ result: SendResult) -> AnswerCase {
        AnswerCase("twilio", status, "{\"code\":\(code),\"message\":\"no\",\"status\":\(status)}", result)
    }

    static func telnyx(_ status: Int, code: String, _ result: SendResult) -> AnswerCase {
        AnswerCase("telnyx", status, "{\"errors\":[{\"code\":\"\(code)\",\"detail\":\"no\"}]}", result)
    }

    /// Sunday, 6 November 1994, 08:49:37 GMT: the clock of these tests.
    static let now = Date(timeIntervalSince1970: 784_111_777)
}

@Suite struct SendAnswerTests {
    @Test("an answer means what its descriptor says", arguments: twilio + telnyx + kannel + smsgate + simulator)
    func means(_ answer: AnswerCase) throws {
        #expect(try Self.result(answer) == answer.result)
    }

    static func result(_ answer: AnswerCase, descriptor: Descriptor? = nil) throws -> SendResult {
        let descriptor = try descriptor ?? DescriptorFixture.provider(answer.provider)
        let classifier = ResponseClassifier(
            provider: descriptor.id, rules: descriptor.response, states: descriptor.states)
        let response = HTTPResponse(status: answer.status, headers: answer.headers, body: Array(answer.body.utf8))
        return classifier.result(of: response, reference: "m-1", now: AnswerCase.now)
    }

    static let twilio: [AnswerCase] = [
        AnswerCase(
            "twilio", 201, #"{"sid":"SM9","status":"queued","num_segments":"3"}"#, .accepted(id: "SM9", parts: 3)),
        AnswerCase(
            "twilio", 201, #"{"sid":"SM9","status":"new word","num_segments":"0"}"#, .accepted(id: "SM9", parts: nil)),
        AnswerCase(
            "twilio", 201, #"{"sid":"SM9","status":"failed"}"#,
            .permanent(.unknown, "twilio took the message and reported: failed")),
        AnswerCase("twilio", 201, "<html>", .uncertain("twilio answered 201 with something that is not JSON")),
        AnswerCase("twilio", 200, "", .uncertain("twilio answered 200 with something that is not JSON")),
        AnswerCase("twilio", 200, "{}", .uncertain("twilio answered 200, which its descriptor does not know")),
        .twilio(429, code: 20429, .temporary("twilio answered 429 (20429): no", retryAfter: nil)),
        .twilio(400, code: 21611, .temporary("twilio answered 400 (21611): no", retryAfter: nil)),
        .twilio(400, code: 21610, .permanent(.optedOut, "twilio answered 400 (21610): no")),
        .twilio(400, code: 21211, .permanent(.recipient, "twilio answered 400 (21211): no")),
        .twilio(400, code: 21617, .permanent(.content, "twilio answered 400 (21617): no")),
        .twilio(400, code: 21408, .permanent(.policy, "twilio answered 400 (21408): no")),
        .twilio(400, code: 21603, .permanent(.sender, "twilio answered 400 (21603): no")),
        .twilio(400, code: 21606, .permanent(.sender, "twilio answered 400 (21606): no")),
        .twilio(400, code: 21659, .permanent(.sender, "twilio answered 400 (21659): no")),
        .twilio(400, code: 21660, .permanent(.sender, "twilio answered 400 (21660): no")),
        .twilio(403, code: 21661, .permanent(.sender, "twilio answered 403 (21661): no")),
        .twilio(401, code: 20003, .account("twilio answered 401 (20003): no")),
        .twilio(400, code: 99999, .permanent(.unknown, "twilio answered 400 (99999): no")),
        AnswerCase("twilio", 403, "", .account("twilio answered 403")),
        AnswerCase("twilio", 502, "<html>bad gateway", .temporary("twilio answered 502", retryAfter: nil)),
        AnswerCase("twilio", 503, "", retryAfter: "12", .temporary("twilio answered 503", retryAfter: .seconds(12))),
        AnswerCase(
            "twilio", 429, "", retryAfter: "Sun, 06 Nov 1994 08:50:07 GMT",
            .temporary("twilio answered 429", retryAfter: .seconds(30))),
        AnswerCase(
            "twilio", 429, "", retryAfter: "Sun, 06 Nov 1994 08:00:00 GMT",
            .temporary("twilio answered 429", retryAfter: .zero)),
        AnswerCase("twilio", 429, "", retryAfter: "-5", .temporary("twilio answered 429", retryAfter: .zero)),
        AnswerCase(
            "twilio", 429, "", retryAfter: "1e300",
            .temporary("twilio answered 429", retryAfter: .seconds(86_400))),
        AnswerCase("twilio", 429, "", retryAfter: "nan", .temporary("twilio answered 429", retryAfter: nil)),
        AnswerCase("twilio", 429, "", retryAfter: "soon", .temporary("twilio answered 429", retryAfter: nil)),
        AnswerCase(
            "twilio", 302, "",
            .account("twilio answered 302, a redirect; correct the URL it is reached at")),
    ]

    static let telnyx: [AnswerCase] = [
        AnswerCase(
            "telnyx", 200, #"{"data":{"id":"t-1","parts":2,"to":[{"status":"queued"}]}}"#,
            .accepted(id: "t-1", parts: 2)),
        AnswerCase(
            "telnyx", 200, #"{"data":{"id":"t-1","to":[{"status":"sending_failed"}]}}"#,
            .permanent(.unknown, "telnyx took the message and reported: sending_failed")),
        AnswerCase(
            "telnyx", 200, #"{"data":{}}"#,
            .uncertain("telnyx answered 200, which its descriptor does not know")),
        .telnyx(400, code: "40300", .permanent(.optedOut, "telnyx answered 400 (40300): no")),
        .telnyx(422, code: "10002", .permanent(.recipient, "telnyx answered 422 (10002): no")),
        .telnyx(400, code: "40003", .permanent(.policy, "telnyx answered 400 (40003): no")),
        .telnyx(400, code: "40009", .permanent(.content, "telnyx answered 400 (40009): no")),
        .telnyx(400, code: "40011", .temporary("telnyx answered 400 (40011): no", retryAfter: nil)),
        .telnyx(403, code: "40305", .permanent(.sender, "telnyx answered 403 (40305): no")),
        .telnyx(400, code: "40013", .permanent(.sender, "telnyx answered 400 (40013): no")),
        .telnyx(400, code: "40333", .account("telnyx answered 400 (40333): no")),
        .telnyx(422, code: "49999", .permanent(.unknown, "telnyx answered 422 (49999): no")),
        .telnyx(400, code: "10009", .account("telnyx answered 400 (10009): no")),
        .telnyx(403, code: "10010", .account("telnyx answered 403 (10010): no")),
        .telnyx(409, code: "0", .temporary("telnyx answered 409 (0): no", retryAfter: nil)),
        AnswerCase("telnyx", 402, "", .account("telnyx answered 402")),
        AnswerCase("telnyx", 500, "garbage", .temporary("telnyx answered 500", retryAfter: nil)),
    ]

    static let kannel: [AnswerCase] = [
        AnswerCase("kannel", 202, "0: Accepted for delivery", .accepted(id: nil, parts: nil)),
        AnswerCase("kannel", 202, "3: Queued for later delivery", .accepted(id: nil, parts: nil)),
        AnswerCase("kannel", 202, "Sent. Message splits: 4", .accepted(id: nil, parts: 4)),
        AnswerCase(
            "kannel", 202, "what?",
            .uncertain("kannel answered 202: what?, which its descriptor does not know")),
        AnswerCase(
            "kannel", 403, "Authorization failed for sendsms",
            .account("kannel answered 403: Authorization failed for sendsms")),
        AnswerCase(
            "kannel", 403, "Not routable. Do not try again.",
            .permanent(.recipient, "kannel answered 403: Not routable. Do not try again.")),
        AnswerCase(
            "kannel", 400, "Number(s) has/have been denied by white- and/or black-lists.",
            .permanent(
                .recipient, "kannel answered 400: Number(s) has/have been denied by white- and/or black-lists.")),
        AnswerCase(
            "kannel", 400, "Sender missing and no global set, rejected",
            .permanent(.sender, "kannel answered 400: Sender missing and no global set, rejected")),
        AnswerCase(
            "kannel", 400, "Empty text not allowed, rejected.",
            .permanent(.content, "kannel answered 400: Empty text not allowed, rejected.")),
        AnswerCase(
            "kannel", 400, "DLR-mask field misformed, rejected",
            .permanent(.unknown, "kannel answered 400: DLR-mask field misformed, rejected")),
        AnswerCase("kannel", 404, "", .account("kannel answered 404")),
        AnswerCase(
            "kannel", 503, "Temporal failure, try again later.",
            .temporary("kannel answered 503: Temporal failure, try again later.", retryAfter: nil)),
    ]

    static let smsgate: [AnswerCase] = [
        AnswerCase("smsgate", 202, #"{"id":"m-1","state":"Pending"}"#, .accepted(id: "m-1", parts: nil)),
        AnswerCase("smsgate", 409, "", .accepted(id: "m-1", parts: nil)),
        AnswerCase(
            "smsgate", 400, #"{"message":"invalid Phone number"}"#,
            .permanent(.recipient, "smsgate answered 400: invalid Phone number")),
        AnswerCase(
            "smsgate", 400, #"{"message":"bad\r\nttl"}"#,
            .permanent(.unknown, "smsgate answered 400: bad  ttl")),
        AnswerCase(
            "smsgate", 400, #"{"message":"SIM number 3 is not there"}"#,
            .permanent(.sender, "smsgate answered 400: SIM number 3 is not there")),
        AnswerCase("smsgate", 401, "", .account("smsgate answered 401")),
        AnswerCase(
            "smsgate", 503, #"{"message":"queue limits exceeded: 5"}"#, retryAfter: "60",
            .temporary("smsgate answered 503: queue limits exceeded: 5", retryAfter: .seconds(60))),
    ]

    static let simulator: [AnswerCase] = [
        AnswerCase(
            "simulator", 201, #"{"id":"m-000001","state":"queued","parts":1}"#,
            .accepted(id: "m-000001", parts: 1)),
        .simulator(401, "bad-key", .account("simulator answered 401 (bad-key): no")),
        .simulator(402, "no-funds", .account("simulator answered 402 (no-funds): no")),
        .simulator(400, "bad-number", .permanent(.recipient, "simulator answered 400 (bad-number): no")),
        .simulator(400, "opted-out", .permanent(.optedOut, "simulator answered 400 (opted-out): no")),
        .simulator(400, "content", .permanent(.content, "simulator answered 400 (content): no")),
        .simulator(403, "policy", .permanent(.policy, "simulator answered 403 (policy): no")),
        .simulator(500, "oops", .temporary("simulator answered 500 (oops): no", retryAfter: nil)),
    ]
}

extension AnswerCase {
    fileprivate static func simulator(_ status: Int, _ code: String, _ result: SendResult) -> AnswerCase {
        AnswerCase("simulator", status, "{\"error\":{\"code\":\"\(code)\",\"message\":\"no\"}}", result)
    }
}
