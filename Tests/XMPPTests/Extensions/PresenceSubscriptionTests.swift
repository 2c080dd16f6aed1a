// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct PresenceSubscriptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// The type that comes in; nil for available.
        let type: String?
        let to: String
        let exists: Bool
        /// What goes out: type ("available" where there is none) and recipient.
        let answers: [String]

        init(_ type: String?, to: String, exists: Bool, _ answers: String...) {
            self.type = type
            self.to = to
            self.exists = exists
            self.answers = answers
        }

        var testDescription: String { "\(type ?? "available") to \(to), \(exists ? "there" : "not there")" }
    }

    private static let contact = "+15550100001@sms.example.org"
    private static let gateway = "sms.example.org"
    private static let bare = "anna@example.org"
    private static let full = "anna@example.org/phone"

    static let cases = [
        Case("subscribe", to: contact, exists: true, "subscribed \(bare)", "available \(bare)"),
        Case("unsubscribe", to: contact, exists: true, "unsubscribed \(bare)", "unavailable \(bare)"),
        Case("probe", to: contact, exists: true, "available \(full)"),
        Case(nil, to: contact, exists: true),
        Case("unavailable", to: contact, exists: true),
        Case("subscribed", to: contact, exists: true),
        Case("unsubscribed", to: contact, exists: true),
        Case("error", to: contact, exists: true),
        Case("available", to: contact, exists: true),
        Case("invisible", to: contact, exists: true),
        Case("subscribe", to: contact, exists: false, "unsubscribed \(bare)"),
        Case("unsubscribe", to: contact, exists: false, "unsubscribed \(bare)"),
        Case("probe", to: contact, exists: false, "unsubscribed \(bare)"),
        Case(nil, to: contact, exists: false),
        Case("unavailable", to: contact, exists: false),
        Case("subscribe", to: gateway, exists: true, "subscribed \(bare)", "available \(bare)"),
        Case("unsubscribe", to: gateway, exists: true, "unsubscribed \(bare)", "unavailable \(bare)"),
        Case("probe", to: gateway, exists: true, "available \(full)"),
        Case(nil, to: gateway, exists: true, "available \(full)"),
        Case("unavailable", to: gateway, exists: true, "unavailable \(full)"),
        Case("subscribed", to: gateway, exists: true),
        Case("unsubscribed", to: gateway, exists: true),
        Case("error", to: gateway, exists: true),
        Case("subscribe", to: gateway, exists: false, "unsubscribed \(bare)"),
        Case(nil, to: gateway, exists: false),
        Case("unavailable", to: gateway, exists: false),
    ]

    @Test("presence is answered as RFC 6121 and XEP-0100 say", arguments: cases)
    func answers(_ testCase: Case) throws {
        let presence = Stanza(.presence, type: testCase.type, from: JID(Self.full), to: JID(testCase.to + "/x"))
        var ids = 0
        let answers = PresenceSubscription.answers(to: presence, exists: testCase.exists) {
            ids += 1
            return "p\(ids)"
        }
        #expect(answers.map { "\($0.type ?? "available") \($0.to?.description ?? "-")" } == testCase.answers)
        #expect(answers.allSatisfy { $0.kind == .presence && $0.from == JID(testCase.to) && $0.payload.isEmpty })
        #expect(answers.compactMap(\.id) == testCase.answers.indices.map { "p\($0 + 1)" })
    }

    @Test("who wants into a room is told that there is none", arguments: [contact, gateway])
    func room(_ to: String) throws {
        let join = try stanza(
            "<presence id='j' from='\(Self.full)' to='\(to)/anna'><x xmlns='\(RoomPresence.namespace)'/></presence>"
        )
        let answers = PresenceSubscription.answers(to: join, exists: true)
        #expect(answers.count == 1)
        #expect(answers.first?.type == "error")
        #expect(answers.first?.from == JID("\(to)/anna"))
        #expect(answers.first.map(StanzaError.init) == RoomPresence.refusal)
        #expect(RoomPresence.refusal.condition == .featureNotImplemented)
    }

    @Test("leaving a room, an error from one, and a message are not joining it")
    func noRoom() throws {
        let muc = "<x xmlns='http://jabber.org/protocol/muc'/>"
        for xml in ["<presence type='unavailable'>\(muc)</presence>", "<presence type='error'>\(muc)</presence>"] {
            #expect(!RoomPresence.isPresent(in: try stanza(xml)), "\(xml)")
        }
        #expect(!RoomPresence.isPresent(in: try stanza("<message>\(muc)</message>")))
    }

    @Test("other stanzas, and presence from nowhere, are not answered")
    func nothing() throws {
        for xml in ["<message type='subscribe' from='a@b' to='c@d'/>", "<presence type='probe' to='c@d'/>"] {
            #expect(PresenceSubscription.answers(to: try stanza(xml), exists: true).isEmpty, "\(xml)")
        }
    }

    @Test("ids of our own differ")
    func ids() {
        #expect(Set((0..<100).map { _ in StanzaIDs.fresh() }).count == 100)
    }
}
