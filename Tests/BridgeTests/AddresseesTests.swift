// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Addressees: one message to several (XEP-0033)")
struct AddresseesTests {
    private func outbound(_ stage: Stage) -> Outbound {
        Outbound(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
    }

    /// `kind jid`, as a client lists them; a uri where there is a colon.
    private static func addresses(_ list: [(kind: String, place: String)]) -> Element {
        Element(
            "addresses", ExtendedAddress.namespace, [:],
            list.map { entry in
                let isURI = entry.place.contains(":")
                return Element(
                    "address", ExtendedAddress.namespace,
                    ["type": entry.kind, "jid": isURI ? nil : entry.place, "uri": isURI ? entry.place : nil])
            })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let list: [(kind: String, place: String)]
        var to = contact
        /// Recipients as `role address`, or the error.
        let outcome: [String]
    }

    private static let second = "+15550100098@sms.example.org"
    private static let third = "+15550100097@sms.example.org"

    @Test(
        "each recipient is a row of its own, and sees the others but those who are hidden",
        arguments: [
            Case(testDescription: "nobody else", list: [], outcome: ["to +15550100099"]),
            Case(
                testDescription: "a copy", list: [("to", contact.description), ("cc", second)],
                outcome: ["to +15550100099 | +15550100098", "cc +15550100098 | +15550100099"]),
            Case(
                testDescription: "the contact is not listed", list: [("cc", second)],
                outcome: ["to +15550100099 | +15550100098", "cc +15550100098 | +15550100099"]),
            Case(
                testDescription: "a hidden copy", list: [("bcc", second)],
                outcome: ["to +15550100099", "bcc +15550100098 | +15550100099"]),
            Case(
                testDescription: "by uri", list: [("cc", "sms:+1(555)0100098?body=x")],
                outcome: ["to +15550100099 | +15550100098", "cc +15550100098 | +15550100099"]),
            Case(
                testDescription: "to the gateway itself", list: [("to", second), ("to", third)], to: gatewayJID,
                outcome: ["to +15550100098 | +15550100097", "to +15550100097 | +15550100098"]),
            Case(
                testDescription: "twice, and ourselves, as a reply to all lists us",
                list: [
                    ("to", adasPhone.description), ("to", "+15550100001@sms.example.org"), ("cc", second),
                    ("cc", second),
                ],
                outcome: ["to +15550100099 | +15550100098", "cc +15550100098 | +15550100099"]),
            Case(
                testDescription: "somebody who is not ours", list: [("cc", "bob@elsewhere.example")],
                outcome: ["item-not-found cancel ada@example.org/phone"]),
            Case(
                testDescription: "no address", list: [("cc", "bob@sms.example.org")],
                outcome: ["jid-malformed modify ada@example.org/phone"]),
            Case(
                testDescription: "too many",
                list: [("cc", second), ("cc", third), ("cc", "+15550100096@sms.example.org")],
                outcome: ["policy-violation modify ada@example.org/phone"]),
        ])
    func rows(_ example: Case) async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let replies = await outbound(stage).accept([chat("hi", to: example.to, [Self.addresses(example.list)])])
        let rows = try await stage.rows().map { row in
            let others = row.others.isEmpty ? "" : " | " + row.others.map(\.address.text).joined(separator: " ")
            return "\(row.role.rawValue) \(row.peer?.text ?? "")\(others)"
        }
        #expect(rows + replies.map(gist) == example.outcome)
    }

    @Test("they are one message: one id in the network, one tick, which is the contact's")
    func oneMessage() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        let list = Self.addresses([("cc", Self.second)])
        _ = await outbound(stage).accept([chat("hi", [list, DeliveryReceipts.request])])
        _ = await outbound(stage).accept([chat("hi", [list, DeliveryReceipts.request])])
        let rows = try await stage.rows()
        #expect(rows.count == 2, "the repeat is known")
        #expect(Set(rows.map(\.networkID)).count == 1 && Set(rows.map(\.thread)).count == 1)
        #expect(rows.map(\.wantsReceipt) == [true, false] && rows.map(\.stanzaID) == ["m1", nil])
    }

    @Test("a copy that fails is told in words, for no client expects an error from there")
    func failedCopy() async throws {
        let stage = try await Stage(FakeGateway(isMail: true))
        _ = await outbound(stage).accept([chat("hi", [Self.addresses([("cc", Self.second)])])])
        let copy = try #require(await stage.rows().last)
        let settlement = Settlement(post: stage.post, store: stage.store, time: stage.time, logger: stage.logger)
        _ = try await stage.store.commit { [time = stage.time] tx in
            try tx.lease(gateway: "sms", limit: 9, now: time.now)
        }
        await settlement.settle([copy], .permanent(.recipient, "550 no such user"))
        let notice = try #require(await stage.rows([.notice]).first)
        #expect(notice.peer == copy.peer && notice.contact == adasPhone)
        #expect(notice.body?.contains("(550 no such user)") == true, "\(notice.body ?? "")")
        #expect(try await stage.rows([.failure]).isEmpty)
    }

    @Test("a network with one recipient a message refuses more")
    func oneRecipient() async throws {
        let stage = try await Stage()
        let replies = await outbound(stage).accept([chat("hi", [Self.addresses([("cc", Self.second)])])])
        #expect(replies.map(gist) == ["policy-violation modify ada@example.org/phone"])
        #expect(try await stage.rows().isEmpty)
    }
}
