// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import Testing

@Suite struct MessageIdentityTests {
    private let identity = MessageIdentity(mailDomain: "Example.org", secret: "cloak and dagger")

    @Test("a reference there and back", arguments: ["m1-abc_9", "x", "a-", String(repeating: "a", count: 40)])
    func roundTrip(_ reference: String) {
        #expect(identity.messageID(for: reference) == "<\(reference)@example.org>")
        #expect(identity.isOurs(messageID: identity.messageID(for: reference)))
        #expect(identity.reference(inBounceAddress: identity.bounceAddress(for: reference)) == reference)
    }

    @Test("the bounce address, as anybody with the secret would make it")
    func vector() {
        #expect(identity.bounceAddress(for: "r1-A_b") == "bounces+r1-A_b-624809879ea052cc@example.org")
        // As long as references are.
        let local = identity.bounceAddress(for: String(repeating: "a", count: 33)).prefix { $0 != "@" }
        #expect(local.utf8.count <= 64)
    }

    @Test(
        "what is not ours",
        arguments: [
            "<a@example.net>", "a@example.org", "<a@example.org", "<a b@example.org>", "<@example.org>", "<>", "",
            "<\(String(repeating: "a", count: 41))@example.org>", "<a@b@example.org>", "<a.b@example.org>",
        ])
    func foreignIDs(_ id: String) {
        #expect(!identity.isOurs(messageID: id))
    }

    @Test(
        "bounce addresses that came back changed, or that somebody made up",
        arguments: [
            ("Bounces+R1-A_B-624809879EA052CC@EXAMPLE.ORG", "r1-a_b"),
            ("bounces+r1-a_b-624809879ea052cc@example.org", "r1-a_b"),
            ("bounces+r1-a_b-0000000000000000@example.org", nil), ("bounces+r2-a_b-624809879ea052cc@example.org", nil),
            ("bounces+r1-a_b-@example.org", nil), ("bounces+r1-a_b@example.org", nil), ("bounces+r1@example.org", nil),
            ("bounces+r1-a_b-624809879ea052cc0@example.org", nil), ("bounces+r1-a_b624809879ea052cc@example.org", nil),
            ("bounces+r1-a_b-624809879ea052c@example.org", nil), ("bounces+-9d4c5a0a5e54c049@example.org", nil),
            ("bounces@example.org", nil), ("bounces+@example.org", nil), ("bounces+-@example.org", nil),
            ("alice+r1-a_b-624809879ea052cc@example.org", nil), ("bounces+r1-a_b-624809879ea052cc@example.net", nil),
            ("bounces+r1-a_b-624809879ea052cc", nil), ("r1-a_b-624809879ea052cc@example.org", nil),
        ] as [(String, String?)])
    func bounceAddresses(address: String, expected: String?) {
        #expect(identity.reference(inBounceAddress: address) == expected)
    }

    @Test("another secret or another domain, another tag")
    func keys() {
        let others = [
            MessageIdentity(mailDomain: "example.org", secret: "cloak and daggers"),
            MessageIdentity(mailDomain: "example.net", secret: "cloak and dagger"),
        ]
        let address = identity.bounceAddress(for: "r1")
        for other in others {
            #expect(identity.reference(inBounceAddress: other.bounceAddress(for: "r1")) == nil)
            #expect(other.bounceAddress(for: "r1").prefix { $0 != "@" } != address.prefix { $0 != "@" })
        }
    }
}
