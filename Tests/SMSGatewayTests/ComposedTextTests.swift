// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing
import Transfer

@testable import SMSGateway

@Suite("Text in Normalization Form C")
struct ComposedTextTests {
    @Test(
        "what is decomposed is composed before it is counted and sent",
        arguments: [
            ("e\u{301}", "\u{E9}"), ("A\u{30A}", "\u{C5}"), ("\u{212B}", "\u{C5}"), ("\u{2126}", "\u{3A9}"),
            ("plain", "plain"), ("\u{1100}\u{1161}", "\u{AC00}"), ("x\u{301}", "x\u{301}"), ("👩‍👩‍👧", "👩‍👩‍👧"),
        ])
    func composes(text: String, composed: String) async throws {
        let (gateway, transport) = try SendGatewayTests.gateway("simulator")
        _ = await gateway.send(SendGatewayTests.message(text))
        let body = try JSONValue(parsing: try #require(transport.requests.first?.body))
        guard case .string(let sent)? = body.value(at: try Pointer("/text")) else {
            Issue.record("\(body)")
            return
        }
        // As scalars: Swift's texts are equal in either form.
        #expect(Array(sent.unicodeScalars) == Array(composed.unicodeScalars))
    }

    @Test("four hundred letters with an accent are four hundred characters")
    func counts() throws {
        let text = String(repeating: "e\u{301}", count: 400)
        for provider in DescriptorFixture.providers {
            let gateway = try SendGatewayTests.gateway(provider).gateway
            _ = try gateway.judge([SendGatewayTests.message(text)])
            #expect(gateway.inputs(SendGatewayTests.message(text)).encoding == "gsm7")
        }
    }

    @Test("a text that no form makes short enough is refused before it is composed")
    func tooLong() throws {
        let gateway = try SendGatewayTests.gateway("kannel").gateway
        let text = "e" + String(repeating: "\u{301}", count: 200_000)
        let refusal = #expect(throws: Refusal.self) { _ = try gateway.judge([SendGatewayTests.message(text)]) }
        #expect(refusal?.reason == .content)
    }
}
