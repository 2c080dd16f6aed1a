// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing
import Transfer

@testable import SMSGateway

/// Who sends is who the recipient sees.
@Suite("The sender of a request")
struct SenderTests {
    private static let one = Address("+15550100001")
    private static let two = Address("+15550100002")

    private static func body(_ own: Address, _ settings: [String: String] = [:], numbers: [Address] = [one, two])
        async throws -> JSONValue
    {
        let given = try #require(SendGatewayTests.settings["smsgate"]).merging(settings) { $1 }
        let (gateway, transport) = try SendGatewayTests.gateway(
            "smsgate", settings: given, numbers: numbers.map(\.text))
        _ = await gateway.send(OutgoingMessage(reference: "m-1", from: own, to: Address("+15550100099"), text: "hi"))
        return try JSONValue(parsing: try #require(transport.requests.first?.body))
    }

    @Test(
        "sms-gate sends by the card of the account's own number",
        arguments: [
            (one, [:], [one, two], "1", nil), (two, [:], [one, two], "2", nil), (one, [:], [one], nil, nil),
            (one, ["sim_number": "2"], [one], "2", nil), (one, ["sim_number": "2,1"], [one, two], "2", nil),
            (two, ["sim_number": " 2 , 1 "], [one, two], "1", nil),
            (two, ["device_id": "A,B", "sim_number": "1"], [one, two], "1", "B"),
            (one, ["device_id": "A"], [one, two], "1", "A"),
        ] as [(Address, [String: String], [Address], String?, String?)])
    func card(
        own: Address, settings: [String: String], numbers: [Address], sim: String?, device: String?
    ) async throws {
        let body = try await Self.body(own, settings, numbers: numbers)
        #expect(body.value(at: try Pointer("/simNumber")) == sim.map { .number($0) })
        #expect(body.value(at: try Pointer("/deviceId")) == device.map { .string($0) })
    }

    private static func problems(_ settings: [String: String], descriptor: Descriptor? = nil) throws -> [String] {
        do {
            let options = SMSGatewayOptions(
                name: "sms", region: "US", numbers: [one, two], settings: settings, publicURL: "https://gw.example.org")
            _ = try SMSGateway(
                descriptor: try descriptor ?? DescriptorFixture.provider("smsgate"), options: options,
                transport: ScriptedTransport { _ in .init(status: 500) })
            return []
        } catch let failure as SMSGatewayFailure {
            return failure.problems.map { "\($0.key): \($0.sentence)" }
        }
    }

    @Test(
        "settings under which two numbers send alike stop the start",
        arguments: [
            (["sim_number": "1"], "numbers: are several"), (["sim_number": "1,1"], "another value for each number"),
            (["sim_number": "1,2,3"], "settings.sim_number: has 3 values for 2 numbers"),
            (["sim_number": "1,x"], "settings.sim_number: must be a whole number"),
            (["sim_number": "1,"], "settings.sim_number: is empty"),
        ])
    func alike(settings: [String: String], told: String) throws {
        let given = try #require(SendGatewayTests.settings["smsgate"]).merging(settings) { $1 }
        let problems = try Self.problems(given)
        #expect(problems.count == 1 && problems.first?.contains(told) == true, "\(problems)")
    }

    @Test("a descriptor that cannot name the sender is refused with more than one number, and taken with one")
    func nameless() throws {
        let descriptor = try DescriptorFixture.descriptor(DescriptorFixture.small)
        let problems = try Self.problems(["key": "k", "account": "a"], descriptor: descriptor)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("numbers: are several, but the requests to small do not say which") == true)
        let options = SMSGatewayOptions(
            name: "sms", region: "US", numbers: [Self.one], settings: ["key": "k", "account": "a"],
            publicURL: "https://gw.example.org")
        _ = try SMSGateway(
            descriptor: descriptor, options: options, transport: ScriptedTransport { _ in .init(status: 500) })
    }

    @Test("one [[send]] that does not name it is one too many")
    func oneVariant() throws {
        let text = DescriptorFixture.small.replacingOccurrences(
            of: "[[send]]",
            with: """
                [[send]]
                when = { media = true }
                method = "POST"
                url = "https://api.example.com/v1/mms"
                body = { kind = "json", value = { to = "{to}", text = "{text}" } }
                [[send]]
                """
        ).replacingOccurrences(of: "{ to = \"{to}\", text = \"{text}\", ttl", with: "{ from = \"{from}\", ttl")
        let problems = try Self.problems(
            ["key": "k", "account": "a"], descriptor: DescriptorFixture.descriptor(text))
        #expect(problems.count == 1 && problems.first?.hasPrefix("numbers:") == true, "\(problems)")
    }

    @Test("whoever is not in the pool does not send by somebody else's card")
    func foreign() async throws {
        let (gateway, transport) = try SendGatewayTests.gateway("smsgate")
        let message = OutgoingMessage(
            reference: "m-1", from: Address("+15550100077"), to: Address("+15550100099"), text: "hi")
        #expect(throws: Refusal.self) { _ = try gateway.judge([message]) }
        guard case .permanent(.sender, _, _) = await gateway.send(message) else {
            Issue.record("it was sent")
            return
        }
        #expect(transport.requests.isEmpty)
        // A provider that is told the number judges by itself.
        _ = try SendGatewayTests.gateway("twilio").gateway.judge([message])
    }

    @Test("an address outside the pool is doubted, one of it is not", arguments: DescriptorFixture.providers)
    func doubt(provider: String) throws {
        let gateway = try SendGatewayTests.gateway(provider).gateway
        #expect(gateway.doubt(about: Self.one) == nil)
        #expect(gateway.doubt(about: Address("+15559999999"))?.contains("is not among the numbers of sms") == true)
    }

    @Test(
        "what a card got is for the number of that card",
        arguments: [
            ([:], 1, one), ([:], 2, two), ([:], 3, nil), (["sim_number": "2,1"], 2, one),
            (["sim_number": "2,1"], 1, two), (["sim_number": "1", "device_id": "A,B"], 1, nil),
        ] as [([String: String], Int, Address?)])
    func inbound(settings: [String: String], sim: Int, own: Address?) throws {
        let given = try #require(SendGatewayTests.settings["smsgate"]).merging(settings) { $1 }
        let gateway = try SendGatewayTests.gateway("smsgate", settings: given).gateway
        let body = """
            {"event":"sms:received","id":"E","payload":{"message":"hi","sender":"+15550100099","simNumber":\(sim)}}
            """
        let events = try #require(gateway.hooks["in"]).events(in: WebhookFixture.json(body))
        guard case .message(let message)? = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(message.to == (own.map { [$0] } ?? []))
    }
}
