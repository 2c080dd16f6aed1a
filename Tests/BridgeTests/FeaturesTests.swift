// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@testable import Bridge

@Suite("Features: what clients can ask")
struct FeaturesTests {
    private func answer(_ stanza: Stanza) async throws -> Stanza {
        let answers = try await Stage().desk.answer(stanza)
        #expect(answers.count == 1)
        return try #require(answers.first)
    }

    @Test("the gateway and its contacts say what they are and what they can do")
    func discovery() async throws {
        let query = Element("query", ServiceDiscovery.info)
        let gateway = try #require(try await answer(iq("get", query)).payload.first)
        let identity = try #require(gateway.first("identity", ServiceDiscovery.info))
        #expect(identity["category"] == "gateway" && identity["type"] == "sms")
        let features = Set(gateway.all("feature", ServiceDiscovery.info).compactMap { $0["var"] })
        #expect(
            features.isSuperset(of: [
                InBandRegistration.namespace, GatewayInteraction.namespace, Ping.namespace, SoftwareVersion.namespace,
                ServiceDiscovery.info, ServiceDiscovery.items,
            ]))
        let other = try #require(try await answer(iq("get", query, to: contact)).payload.first)
        let others = Set(other.all("feature", ServiceDiscovery.info).compactMap { $0["var"] })
        #expect(others.contains(DeliveryReceipts.namespace) && !others.contains(InBandRegistration.namespace))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let typed: String
        /// The contact's JID, or the error.
        let answer: String
        var testDescription: String { typed }
    }

    @Test(
        "what a person types becomes a contact",
        arguments: [
            Case(typed: "+1 (555) 010-0099", answer: "+15550100099@sms.example.org"),
            Case(typed: " +15550100099\n", answer: "+15550100099@sms.example.org"),
            Case(typed: "46645", answer: "46645@sms.example.org"),
            Case(typed: "bob", answer: "jid-malformed modify ada@example.org/phone"),
            Case(typed: "", answer: "jid-malformed modify ada@example.org/phone"),
            Case(
                typed: String(repeating: "9", count: 1024), answer: "jid-malformed modify ada@example.org/phone"),
        ])
    func interaction(_ example: Case) async throws {
        let namespace = GatewayInteraction.namespace
        let prompt = Element("prompt", namespace, text: example.typed)
        let answer = try await answer(iq("set", Element("query", namespace, [:], [prompt]), language: "de"))
        if answer.isError {
            #expect(gist(answer) == example.answer)
            #expect(StanzaError(in: answer).language == "de")
        } else {
            #expect(answer.payload.first?.first("jid", namespace)?.text == example.answer)
        }
    }

    @Test("the version is told")
    func version() async throws {
        let query = Element("query", SoftwareVersion.namespace)
        let answer = try #require(try await answer(iq("get", query)).payload.first)
        #expect(answer.first("version", SoftwareVersion.namespace)?.text == "1.0")
    }
}
