// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing
import Transfer

@testable import SMSGateway

/// Requests as the providers' SDKs make them.
@Suite struct SendRequestTests {
    @Test("every recorded request is there")
    func count() {
        let counts = ["twilio", "telnyx", "kannel", "smsgate"].map { SendCase.file($0).count }
        #expect(counts == [5, 6, 3, 6])
    }

    @Test("a request equals the SDK's", arguments: SendCase.all.filter { !$0.isUnsupported })
    func equalsSDK(_ sendCase: SendCase) throws {
        let request = try Self.request(sendCase)
        #expect(request.method == sendCase.method)
        #expect(request.url.prefix { $0 != "?" } == sendCase.url.prefix { $0 != "?" })
        #expect(Self.pairs(request.url.drop { $0 != "?" }.dropFirst()) == Self.sorted(sendCase.query))
        let body = String(decoding: request.body ?? [], as: UTF8.self)
        if let form = sendCase.bodyForm {
            #expect(Self.pairs(body[...]) == Self.sorted(form))
        } else if !sendCase.body.isEmpty {
            #expect(try JSONValue(parsing: Array(body.utf8)) == JSONValue(parsing: Array(sendCase.body.utf8)))
        } else {
            #expect(body.isEmpty)
        }
        for name in ["authorization", "content-type", "idempotency-key"] {
            let theirs = sendCase.headers.first { $0.key.lowercased() == name }?.value
            let ours = request.headers.first { $0.0.lowercased() == name }?.1
            #expect(ours == theirs, "header \(name)")
        }
    }

    @Test("the provider's answer to it is a success", arguments: SendCase.all)
    func classifies(_ sendCase: SendCase) throws {
        let descriptor = try DescriptorFixture.provider(sendCase.provider)
        let classifier = ResponseClassifier(
            provider: descriptor.id, rules: descriptor.response, states: descriptor.states)
        let answer = HTTPResponse(
            status: sendCase.cannedResponse.status, body: Array(sendCase.cannedResponse.body.utf8))
        let ids = ["twilio": "SM1", "telnyx": "b0c7e8cb-6227-4c74-9f32-c7f80c30934b", "smsgate": "m-0001"]
        let parts = ["twilio": 1, "telnyx": 1]
        #expect(
            classifier.result(of: answer, reference: "ours", now: Date())
                == .accepted(id: ids[sendCase.provider], parts: parts[sendCase.provider]))
    }

    @Test("a secret in the URL hides it, and nothing else does")
    func hidesURL() throws {
        let hidden = try SendCase.all.map { [$0.provider, try "\(Self.request($0).hidesURL)"] }
        #expect(
            Set(hidden) == [["twilio", "false"], ["telnyx", "false"], ["kannel", "true"], ["smsgate", "false"]])
    }

    /// The request for a case, with its inputs as they are, missing ones included.
    private static func request(_ sendCase: SendCase) throws -> HTTPRequest {
        let descriptor = try DescriptorFixture.provider(sendCase.provider)
        var given = sendCase.inputs.credentials.merging(sendCase.params) { $1 }
        for declaration in descriptor.settings where !declaration.isOptional && given[declaration.name] == nil {
            if declaration.defaultValue == nil { given[declaration.name] = "unused" }
        }
        let settings = try SettingValues(given, for: descriptor.settings)
        let inputs = SendInputs(
            recipients: sendCase.inputs.to, from: sendCase.inputs.from, text: sendCase.inputs.text,
            media: sendCase.inputs.media, callbackURL: sendCase.callback, reference: sendCase.inputs.reference,
            encoding: Segments.encoding(of: sendCase.inputs.text).rawValue, settings: settings)
        return try RequestBuilder(descriptor: descriptor, settings: settings, endpoint: nil).request(for: inputs)
    }

    private static func pairs(_ text: Substring) -> [String] {
        text.split(separator: "&").map { $0.removingPercentEncoding ?? "?" }.sorted()
    }

    private static func sorted(_ pairs: [[String]]) -> [String] {
        pairs.map { $0.joined(separator: "=") }.sorted()
    }
}
