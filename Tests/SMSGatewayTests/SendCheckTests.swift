// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import SMSGateway

/// What is refused before anything is stored, and registration.
@Suite struct SendCheckTests {
    private static func reason(_ provider: String, _ message: OutgoingMessage) throws -> Rejection? {
        let (gateway, transport) = try SendGatewayTests.gateway(provider)
        defer { #expect(transport.requests.isEmpty) }
        do throws(Refusal) {
            _ = try gateway.judge([message])
            return nil
        } catch {
            #expect(!error.sentence.english.isEmpty && error.sentence.english != error.sentence.german)
            return error.reason
        }
    }

    @Test(
        "a message is taken or refused with its reason",
        arguments: [
            ("twilio", SendGatewayTests.message(), nil),
            ("twilio", SendGatewayTests.message(to: "46645"), nil),
            ("twilio", SendGatewayTests.message(to: "acme"), .recipient),
            ("twilio", SendGatewayTests.message(""), .content), ("twilio", SendGatewayTests.message(" \n"), .content),
            ("twilio", SendGatewayTests.message("", media: ["https://a/1"]), nil),
            ("kannel", SendGatewayTests.message("x", media: ["https://a/1"]), .content),
            ("twilio", SendGatewayTests.message("x", media: Array(repeating: "https://a/1", count: 11)), .content),
            ("twilio", SendGatewayTests.message(String(repeating: "ü", count: 1600)), nil),
            ("twilio", SendGatewayTests.message(String(repeating: "ü", count: 1601)), .content),
            ("kannel", SendGatewayTests.message(String(repeating: "a", count: 1530)), nil),
            ("kannel", SendGatewayTests.message(String(repeating: "a", count: 1531)), .content),
            ("kannel", SendGatewayTests.message(String(repeating: "я", count: 670)), nil),
            ("kannel", SendGatewayTests.message(String(repeating: "я", count: 671)), .content),
            ("telnyx", SendGatewayTests.message(String(repeating: "a", count: 65_536)), .content),
        ] as [(String, OutgoingMessage, Rejection?)])
    func check(_ provider: String, _ message: OutgoingMessage, _ reason: Rejection?) throws {
        #expect(try Self.reason(provider, message) == reason)
    }

    @Test("addresses are read and written by the region's rules")
    func addresses() throws {
        let gateway = try SendGatewayTests.gateway("twilio").gateway
        #expect(try gateway.address(typed: "(555) 010-0099") == Address("+15550100099"))
        #expect(try gateway.address(localPart: "+15550100099") == Address("+15550100099"))
        #expect(throws: AddressProblem.self) { try gateway.address(typed: "nobody") }
    }

    private static let one = Address("+15550100001")
    private static let two = Address("+15550100002")

    @Test(
        "the form offers the free numbers and one's own",
        arguments: [
            ([], nil, ["+15550100001", "+15550100002"], "+15550100001"),
            ([one], nil, ["+15550100002"], "+15550100002"),
            ([one, two], two, ["+15550100002"], "+15550100002"),
            ([two], two, ["+15550100001", "+15550100002"], "+15550100002"), ([one, two], nil, [], nil),
        ] as [(Set<Address>, Address?, [String], String?)])
    func form(_ taken: Set<Address>, _ current: Address?, _ choices: [String], _ value: String?) throws {
        let form = try SendGatewayTests.gateway("twilio").gateway.registrationForm(taken: taken, current: current)
        #expect(form.fields.map(\.name) == ["phone"])
        #expect(form.fields.first?.choices == choices)
        #expect(form.fields.first?.value == value)
        #expect(form.fields.first?.isRequired == true)
    }

    @Test(
        "a person gets the number of the form, or the next one",
        arguments: [
            (["phone": "+15550100002"], [], nil, "+15550100002"),
            (["phone": "(555) 010-0002"], [], nil, "+15550100002"),
            ([:], [], nil, "+15550100001"), (["phone": " "], [one], nil, "+15550100002"),
            ([:], [one, two], nil, "conflict"), (["phone": "+15550100001"], [one], nil, "conflict"),
            (["phone": "+15550100001"], [one], one, "+15550100001"), ([:], [two], two, "+15550100002"),
            (["phone": "+15550100077"], [], nil, "not acceptable"), (["phone": "x"], [], nil, "not acceptable"),
            (["phone": "+15550100001"], [one, two], nil, "conflict"),
        ] as [([String: String], Set<Address>, Address?, String)])
    func registration(
        _ answers: [String: String], _ taken: Set<Address>, _ current: Address?, _ outcome: String
    ) throws {
        let gateway = try SendGatewayTests.gateway("twilio").gateway
        do throws(RegistrationProblem) {
            let choice = try gateway.registration(answers, taken: taken, current: current)
            #expect(choice == RegistrationChoice(address: Address(outcome)))
        } catch {
            switch error {
            case .conflict: #expect(outcome == "conflict")
            case .notAcceptable: #expect(outcome == "not acceptable")
            }
        }
    }
}
