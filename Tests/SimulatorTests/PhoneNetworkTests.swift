// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import postern_simulator

@Suite struct PhoneNetworkTests {
    static func request(_ reference: String?, text: String = "hello") -> SendRequest {
        SendRequest(to: "+15550100099", from: "+15550100001", text: text, reference: reference)
    }

    @Test("keeps the newest messages, under numbers that go on")
    func keeps() {
        let network = PhoneNetwork(keep: 3)
        let names = (1...5).map { network.take(Self.request("r\($0)"), at: Date()).message.name }
        #expect(names == ["m-000001", "m-000002", "m-000003", "m-000004", "m-000005"])
        #expect(network.messages { _ in true }.map(\.reference) == ["r3", "r4", "r5"])
        network.setState(.delivered, of: 1)
        network.setState(.delivered, of: 4)
        network.setState(.sent, of: 4)
        network.setState(.delivered, of: 9)
        #expect(network.messages { _ in true }.map(\.state) == [.queued, .delivered, .queued])
        network.clear()
        #expect(network.messages { _ in true }.isEmpty)
        #expect(network.take(Self.request("r6"), at: Date()).message.name == "m-000006")
        #expect(network.messages { _ in true }.map(\.reference) == ["r6"])
        #expect(network.counts.taken == 6)
    }

    @Test("a reference is only one message where the knob says so")
    func isIdempotent() {
        let network = PhoneNetwork(keep: 10)
        let first = network.take(Self.request("r"), at: Date())
        #expect(network.take(Self.request("r"), at: Date()).isNew)
        network.faults.idempotent = true
        let again = network.take(Self.request("r"), at: Date())
        #expect(!again.isNew)
        #expect(again.message.number == first.message.number)
        #expect(network.take(Self.request(nil), at: Date()).isNew)
        #expect(network.counts.taken == 3)
    }

    @Test("a message is JSON whatever its text is")
    func writesJSON() throws {
        let text = "a\"b\\c\n\u{1}é😀</script>"
        let network = PhoneNetwork(keep: 10)
        let message = network.take(Self.request("r-1", text: text), at: Date(timeIntervalSince1970: 0)).message
        let object = try JSONSerialization.jsonObject(with: Data(message.json.utf8)) as? [String: Any]
        #expect(object?["text"] as? String == text)
        #expect(object?["reference"] as? String == "r-1")
        #expect(object?["time"] as? String == "1970-01-01T00:00:00Z")
        #expect(object?["direction"] as? String == "to_phone")
    }

    @Test("reads only what is documented", arguments: [("{}", SendError.badRequest), ("[", .badRequest)])
    func refusesRequests(json: String, error: SendError) {
        #expect(throws: error) { try SendRequest(json: Array(json.utf8)) }
    }

    @Test("reads numbers, not words", arguments: ["", "+", "12", "+1555x", "bob", "+1234567890123456"])
    func refusesNumbers(number: String) {
        let json = "{\"to\":\"\(number)\",\"from\":\"+1555\",\"text\":\"a\"}"
        #expect(throws: SendError.badNumber) { try SendRequest(json: Array(json.utf8)) }
    }

    @Test("nothing in a text is HTML")
    func escapes() {
        let network = PhoneNetwork(keep: 10)
        _ = network.take(Self.request("r", text: "<script>'\"&"), at: Date())
        let page = PhoneHTML.phone("\"><b>", network.messages { _ in true })
        #expect(page.contains("&lt;script&gt;&#39;&quot;&amp;"))
        #expect(!page.contains("\"><b>"))
        #expect(!PhoneHTML.list(network.messages { _ in true }).contains("<script>'"))
    }

    @Test("reads a browser's form")
    func readsForms() {
        let fields = FormFields("to=%2B15550100001&text=a+b%26c%C3%A9&empty=&none")
        #expect(fields["to"] == "+15550100001")
        #expect(fields["text"] == "a b&cé")
        #expect(fields["empty"].isEmpty)
        #expect(fields["absent"].isEmpty)
    }
}
