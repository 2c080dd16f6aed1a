// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

/// Providers that answer 200 and say inside what became of each part or recipient, and what no rule foresees.
@Suite struct SendItemsTests {
    private static func descriptor(_ response: String) throws -> Descriptor {
        let lines = DescriptorFixture.small.split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines.prefix { $0 != "[response]" }.joined(separator: "\n")
        return try DescriptorFixture.descriptor(head + "\n[response]\n" + response)
    }

    private static let vonage = """
        format = "json"
        items = "/messages"
        retry_after = { body = "wait \\\\[ ([0-9]+) \\\\]", unit = "ms" }
        rules = [
          { at = "/status", in = ["0"], outcome = "accepted", id = "/message-id" },
          { at = "/status", in = ["1"], outcome = "throttled" },
          { at = "^/none", in = ["x"], outcome = "account" },
          { exists = "/error-text", outcome = "rejected", class = "content" },
        ]
        error_text = "/error-text"
        """

    @Test(
        "the items of a 2xx decide",
        arguments: [
            (#"{"messages":[{"status":"0","message-id":"a"}]}"#, SendResult.accepted(id: "a", parts: nil)),
            (
                #"{"messages":[{"status":0,"message-id":"a"},{"status":"0","message-id":"b"}]}"#,
                .accepted(id: "a", parts: 2)
            ),
            (
                #"{"messages":[{"status":"1","error-text":"wait [ 25 ]"}]}"#,
                .temporary("small answered 200: wait [ 25 ]", retryAfter: .milliseconds(25))
            ),
            (#"{"messages":[{"status":"9","error-text":"no"}]}"#, .permanent(.content, "small answered 200: no")),
            (
                #"{"messages":[{"status":"0","message-id":"a"},{"status":"9","error-text":"no"}]}"#,
                .uncertain("small took a part of the message and refused the rest")
            ),
            (
                #"{"messages":[{"status":"77"}]}"#,
                .uncertain("small answered 200, which its descriptor does not know")
            ),
            (#"{"messages":[]}"#, .uncertain("small answered 200, which its descriptor does not know")),
            (#"{"error-text":"no messages"}"#, .permanent(.content, "small answered 200: no messages")),
        ])
    func items(_ body: String, _ result: SendResult) throws {
        let answer = AnswerCase("small", 200, body, result)
        #expect(try SendAnswerTests.result(answer, descriptor: Self.descriptor(Self.vonage)) == result)
    }

    @Test("an empty list is no success, even where the status is")
    func emptyList() throws {
        let rules = """
            format = "json"
            items = "/recipients"
            rules = [{ http = "2xx", outcome = "accepted" }]
            """
        let result = SendResult.permanent(
            .unknown, "small took none of the recipients", german: "small hat keinen der Empfänger angenommen")
        let answer = AnswerCase("small", 201, #"{"recipients":[]}"#, result)
        #expect(try SendAnswerTests.result(answer, descriptor: Self.descriptor(rules)) == result)
    }

    @Test(
        "what no rule matches has a meaning by its status",
        arguments: [
            (400, SendResult.permanent(.unknown, "small answered 400")),
            (401, .account("small answered 401")),
            (404, .permanent(.unknown, "small answered 404")),
            (408, .temporary("small answered 408", retryAfter: nil)),
            (429, .temporary("small answered 429", retryAfter: nil)),
            (500, .temporary("small answered 500", retryAfter: nil)),
            (599, .temporary("small answered 599", retryAfter: nil)),
            (301, .account("small answered 301, a redirect; correct the URL it is reached at")),
            (204, .uncertain("small answered 204 with something that is not JSON")),
        ])
    func unmatched(_ status: Int, _ result: SendResult) throws {
        let descriptor = try DescriptorFixture.descriptor(DescriptorFixture.small)
        #expect(try SendAnswerTests.result(AnswerCase("small", status, "", result), descriptor: descriptor) == result)
    }

    @Test("a provider's words are kept on one line and short")
    func words() throws {
        let descriptor = try DescriptorFixture.descriptor(DescriptorFixture.small)
        let body = #"{"message":" a\nb\u0000"# + String(repeating: "x", count: 5000) + #""}"#
        let result = SendResult.permanent(.unknown, "small answered 400: a b " + String(repeating: "x", count: 195))
        #expect(try SendAnswerTests.result(AnswerCase("small", 400, body, result), descriptor: descriptor) == result)
    }
}
