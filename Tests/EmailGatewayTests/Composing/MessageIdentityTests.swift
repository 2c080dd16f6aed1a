// SPDX-License-Identifier: Apache-2.0

import EmailGateway
import Testing

@Suite struct MessageIdentityTests {
    let identity = MessageIdentity(mailDomain: "Example.org")

    @Test("a reference there and back", arguments: ["m1-abc_9", "x", String(repeating: "a", count: 40)])
    func roundTrip(_ reference: String) {
        #expect(identity.messageID(for: reference) == "<\(reference)@example.org>")
        #expect(identity.reference(inMessageID: identity.messageID(for: reference)) == reference)
        #expect(identity.bounceAddress(for: reference) == "bounces+\(reference)@example.org")
        #expect(identity.reference(inBounceAddress: identity.bounceAddress(for: reference)) == reference)
    }

    @Test(
        "what is not ours",
        arguments: [
            "<a@example.net>", "a@example.org", "<a@example.org", "<a b@example.org>", "<@example.org>", "<>", "",
            "<\(String(repeating: "a", count: 41))@example.org>", "<a@b@example.org>", "<a.b@example.org>",
        ])
    func foreignIDs(_ id: String) {
        #expect(identity.reference(inMessageID: id) == nil)
    }

    @Test(
        "bounce addresses that came back changed, or are none",
        arguments: [
            ("Bounces+M1-a@EXAMPLE.ORG", "m1-a"), ("bounces@example.org", nil), ("bounces+@example.org", nil),
            ("alice+m1@example.org", nil), ("bounces+m1@example.net", nil), ("bounces+m1", nil),
        ] as [(String, String?)])
    func bounceAddresses(address: String, expected: String?) {
        #expect(identity.reference(inBounceAddress: address) == expected)
    }
}
