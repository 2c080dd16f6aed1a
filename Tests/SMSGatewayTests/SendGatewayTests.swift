// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Synchronization
import Testing
import Transfer

@testable import SMSGateway

/// A transport that answers as the test says and remembers what it was asked.
final class ScriptedTransport: HTTPTransport {
    private let answer: @Sendable (HTTPRequest) throws(TransferFailure) -> HTTPResponse
    private let asked = Mutex<[HTTPRequest]>([])

    init(_ answer: @escaping @Sendable (HTTPRequest) throws(TransferFailure) -> HTTPResponse) {
        self.answer = answer
    }

    var requests: [HTTPRequest] { asked.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransferFailure) -> HTTPResponse {
        asked.withLock { $0.append(request) }
        return try answer(request)
    }
}

@Suite struct SendGatewayTests {
    static let settings = [
        "twilio": ["account_sid": "AC1", "auth_token": "tok-secret"],
        "telnyx": ["api_key": "k-secret", "public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="],
        "kannel": ["base_url": "http://127.0.0.1:13013", "username": "u", "password": "p", "webhook_token": "t&k"],
        "smsgate": ["username": "u", "password": "pw-secret", "signing_key": "s"],
        "simulator": ["api_key": "k", "signing_key": "s"],
    ]

    static func gateway(
        _ provider: String, settings: [String: String]? = nil, endpoint: String? = nil, region: String = "US",
        numbers: [String] = ["+15550100001", "+15550100002"],
        answer: @escaping @Sendable (HTTPRequest) throws(TransferFailure) -> HTTPResponse = { _ in
            HTTPResponse(status: 500)
        }
    ) throws -> (gateway: SMSGateway, transport: ScriptedTransport) {
        let transport = ScriptedTransport(answer)
        let options = SMSGatewayOptions(
            name: "sms", region: region, numbers: numbers.map(Address.init),
            settings: settings ?? self.settings[provider] ?? [:], endpoint: endpoint,
            publicURL: "https://gw.example.org")
        let gateway = try SMSGateway(
            descriptor: try DescriptorFixture.provider(provider), options: options, transport: transport)
        return (gateway, transport)
    }

    static func message(_ text: String = "hello", to: String = "+15550100099", media: [String] = []) -> OutgoingMessage
    {
        OutgoingMessage(
            reference: "m-1", from: Address("+15550100001"), to: Address(to), text: text, media: media)
    }

    @Test("a message goes out in one request, and the provider's answer is the result")
    func send() async throws {
        let (gateway, transport) = try Self.gateway("simulator", endpoint: "http://127.0.0.1:7001") { _ in
            HTTPResponse(status: 201, body: Array(#"{"id":"m-000001","state":"queued","parts":2}"#.utf8))
        }
        #expect(await gateway.send(Self.message()) == .accepted(id: "m-000001", parts: 2))
        #expect(transport.requests.map(\.url) == ["http://127.0.0.1:7001/v1/messages"])
        let body = try JSONValue(parsing: transport.requests[0].body ?? [])
        #expect(
            body
                == .object([
                    "to": .string("+15550100099"), "from": .string("+15550100001"), "text": .string("hello"),
                    "reference": .string("m-1"), "callback": .string("https://gw.example.org/hooks/sms/status/m-1"),
                ]))
    }

    @Test(
        "where reports go is in the request, with a token where the provider cannot sign",
        arguments: [
            ("twilio", "https://gw.example.org/hooks/sms/status/m-1"),
            ("telnyx", "https://gw.example.org/hooks/sms/status/m-1"),
            ("kannel", "https://gw.example.org/hooks/sms/status/m-1?t=t%26k"), ("smsgate", nil),
            ("simulator", "https://gw.example.org/hooks/sms/status/m-1"),
        ])
    func callback(_ provider: String, _ url: String?) throws {
        let (gateway, _) = try Self.gateway(provider)
        #expect(gateway.inputs(Self.message()).callbackURL == url)
        #expect(Set(gateway.hooks.keys) == (url == nil ? ["in"] : ["in", "status"]))
    }

    @Test(
        "a failed transfer is temporary, or uncertain where the request may have arrived",
        arguments: [
            (TransferFailure.notSent("refused"), SendResult.temporary("refused", retryAfter: nil)),
            (.uncertain("no answer"), .uncertain("no answer")),
            (
                .cancelled(mayHaveBeenSent: false),
                .temporary("The request was cancelled before it was sent.", retryAfter: nil)
            ),
            (
                .cancelled(mayHaveBeenSent: true),
                .uncertain("The request was cancelled; it may or may not have arrived.")
            ),
        ])
    func failure(_ failure: TransferFailure, _ result: SendResult) async throws {
        let (gateway, _) = try Self.gateway("twilio") { _ throws(TransferFailure) in throw failure }
        #expect(await gateway.send(Self.message()) == result)
    }

    @Test("neither a secret nor the text comes back in an error")
    func masks() async throws {
        let (gateway, _) = try Self.gateway("twilio") { _ in
            HTTPResponse(
                status: 400, body: Array(#"{"code":1,"message":"tok-secret to 15550100099 said: my text"}"#.utf8))
        }
        #expect(
            await gateway.send(Self.message("my text"))
                == .permanent(.unknown, "twilio answered 400 (1): … to … said: …"))
    }

    @Test("where parts are reported one by one, the parts are known")
    func parts() async throws {
        let (gateway, _) = try Self.gateway("smsgate") { _ in
            HTTPResponse(status: 202, body: Array(#"{"id":"m-1","state":"Pending"}"#.utf8))
        }
        let text = String(repeating: "a", count: 161)
        #expect(await gateway.send(Self.message(text)) == .accepted(id: "m-1", parts: 2))
        #expect(await gateway.send(Self.message()) == .accepted(id: "m-1", parts: 1))
    }

    @Test(
        "a probe sends nothing to anybody and says what it found",
        arguments: [
            ("twilio", 200, ProbeResult.ready("twilio answered 200")),
            ("twilio", 401, .failed("twilio refused the credentials (401); correct the gateway's settings")),
            ("telnyx", 503, .failed("telnyx is in trouble (503); try again later")),
            ("kannel", 400, .ready("kannel answered 400")),
            ("kannel", 403, .failed("kannel refused the credentials (403); correct the gateway's settings")),
            (
                "simulator", 404,
                .failed("simulator has nothing at that address (404); correct the settings or the endpoint")
            ),
        ])
    func probe(_ provider: String, _ status: Int, _ result: ProbeResult) async throws {
        let (gateway, transport) = try Self.gateway(provider) { _ in HTTPResponse(status: status) }
        #expect(await gateway.probe() == result)
        #expect(transport.requests.map(\.method) == ["GET"])
        #expect(transport.requests.map(\.body) == [nil])
    }

    @Test(
        "a probe asks a documented address",
        arguments: [
            ("twilio", "https://api.twilio.com/2010-04-01/Accounts/AC1.json"),
            ("telnyx", "https://api.telnyx.com/v2/messaging_profiles?page%5Bsize%5D=1"),
            ("kannel", "http://127.0.0.1:13013/cgi-bin/sendsms?username=u&password=p"),
            ("smsgate", "https://api.sms-gate.app/3rdparty/v1/webhooks"),
            ("simulator", "http://127.0.0.1:8090/v1/account"),
        ])
    func probeURL(_ provider: String, _ url: String) async throws {
        let (gateway, transport) = try Self.gateway(provider)
        _ = await gateway.probe()
        #expect(transport.requests.map(\.url) == [url])
    }

    @Test("a probe without an answer says why")
    func probeFails() async throws {
        let (gateway, _) = try Self.gateway("twilio") { _ throws(TransferFailure) in throw .notSent("no tok-secret") }
        #expect(await gateway.probe() == .failed("no …"))
    }

    @Test("the profile tells what the provider can do", arguments: DescriptorFixture.providers)
    func profile(_ provider: String) throws {
        let profile = try Self.gateway(provider).gateway.profile
        #expect(profile.name == "sms")
        #expect(profile.identityType == "sms")
        #expect(profile.reportsDelivery)
        #expect(profile.repeatsAreSafe == ["telnyx", "smsgate"].contains(provider))
    }

    @Test("bearer or basic, as the settings have it")
    func alternatives() async throws {
        let (gateway, transport) = try Self.gateway("smsgate", settings: ["token": "jwt", "signing_key": "s"])
        _ = await gateway.send(Self.message())
        #expect(transport.requests[0].headers.map(\.1) == ["Bearer jwt", "application/json"])
    }
}
