// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct ServiceDiscoveryTests {
    private static let anna = "from='anna@example.org/phone'"
    private static let info = "http://jabber.org/protocol/disco#info"
    private static let items = "http://jabber.org/protocol/disco#items"

    /// What a gateway has that does all we can.
    private static let features: [any Feature] = [
        Ping(), SoftwareVersion(name: "Postern", version: "1"), InBandRegistration(registrar: FakeRegistrar()),
        GatewayInteraction(
            description: { _ in "d" }, prompt: { _ in "p" },
            resolve: { _, _ throws(StanzaError) in throw StanzaError(.itemNotFound, .cancel) }),
        DeliveryReceipts(), JIDEscaping(),
    ]

    private static let router = IQRouter(
        identity: .init(category: "gateway", type: "sms", name: "Text <messages>"),
        contact: .init(category: "client", type: "sms"),
        items: { asker in
            asker.description == "anna@example.org"
                ? JID("+15550100001@sms.example.org").map { [.init(jid: $0, name: "My number")] } ?? [] : []
        },
        features: features)

    static let exchanges = [
        Exchange(
            "the gateway's identity and features",
            "<iq type='get' id='1' \(anna) to='sms.example.org'><query xmlns='\(info)'/></iq>",
            """
            <iq type='result' id='1' from='sms.example.org' to='anna@example.org/phone'><query xmlns='\(info)'>
            <identity category='gateway' type='sms' name='Text &lt;messages>'/>
            <feature var='\(info)'/><feature var='\(items)'/><feature var='jabber:iq:gateway'/>
            <feature var='jabber:iq:register'/><feature var='jabber:iq:version'/><feature var='jid\\20escaping'/>
            <feature var='urn:xmpp:ping'/></query></iq>
            """),
        Exchange(
            "a contact announces only what works there",
            "<iq type='get' id='1' \(anna) to='+15550100001@sms.example.org'><query xmlns='\(info)'/></iq>",
            """
            <iq type='result' id='1' from='+15550100001@sms.example.org' to='anna@example.org/phone'>
            <query xmlns='\(info)'><identity category='client' type='sms'/>
            <feature var='\(info)'/><feature var='\(items)'/><feature var='jabber:iq:version'/>
            <feature var='urn:xmpp:ping'/><feature var='urn:xmpp:receipts'/></query></iq>
            """),
        Exchange(
            "the items of somebody who has some",
            "<iq type='get' id='1' \(anna) to='sms.example.org'><query xmlns='\(items)'/></iq>",
            """
            <iq type='result' id='1' from='sms.example.org' to='anna@example.org/phone'><query xmlns='\(items)'>
            <item jid='+15550100001@sms.example.org' name='My number'/></query></iq>
            """),
        Exchange(
            "nobody sees the items of others",
            "<iq type='get' id='1' from='bob@example.org/x' to='sms.example.org'><query xmlns='\(items)'/></iq>",
            "<iq type='result' id='1' from='sms.example.org' to='bob@example.org/x'><query xmlns='\(items)'/></iq>"),
        Exchange(
            "a contact has no items",
            "<iq type='get' id='1' \(anna) to='46645@sms.example.org'><query xmlns='\(items)'/></iq>",
            "<iq type='result' id='1' from='46645@sms.example.org' to='anna@example.org/phone'>"
                + "<query xmlns='\(items)'/></iq>"),
    ]

    @Test("disco tells who is asked and what works there", arguments: exchanges)
    func answers(_ exchange: Exchange) async throws {
        try await exchange.check(Self.router)
    }

    @Test("an unknown node is not found", arguments: [info, items], ["sms.example.org", "1@sms.example.org"])
    func node(_ namespace: String, _ to: String) async throws {
        let request = "<iq type='get' id='1' \(Self.anna) to='\(to)'><query xmlns='\(namespace)' node='x'/></iq>"
        let answer = await Self.router.answer(try stanza(request))
        #expect(answer.map(StanzaError.init)?.condition == .itemNotFound)
    }

    @Test("an empty node is no node")
    func emptyNode() async throws {
        let request =
            "<iq type='get' id='1' \(Self.anna) to='sms.example.org'><query xmlns='\(Self.info)' node=''/></iq>"
        #expect(await Self.router.answer(try stanza(request))?.type == "result")
    }

    @Test("every IQ namespace that is handled is announced, just where it is handled", arguments: Entity.allCases)
    func handledIsAnnounced(_ entity: Entity) {
        for case let feature as any IQFeature in Self.features {
            let handled = Set(feature.routes.filter { $0.entities.contains(entity) }.map(\.name.namespace))
            #expect(handled == Set(feature.features(of: entity)), "\(type(of: feature)) at \(entity)")
        }
    }

    @Test("every IQ namespace that is announced is answered", arguments: Entity.allCases)
    func announcedIsHandled(_ entity: Entity) async throws {
        let to = entity == .gateway ? "sms.example.org" : "1@sms.example.org"
        let request = "<iq type='get' id='1' \(Self.anna) to='\(to)'><query xmlns='\(Self.info)'/></iq>"
        let answer = try #require(await Self.router.answer(try stanza(request))?.payload.first)
        let announced = answer.all("feature", Self.info).compactMap { $0["var"] }
        let payloads = Set(
            Self.features.filter { !($0 is any IQFeature) }.flatMap { $0.features(of: entity) })
        for namespace in announced where !payloads.contains(namespace) {
            let name = namespace == Ping.namespace ? "ping" : "query"
            let answer = await Self.router.answer(
                try stanza("<iq type='get' id='1' \(Self.anna) to='\(to)'><\(name) xmlns='\(namespace)'/></iq>"))
            #expect(answer?.type == "result", "\(namespace) at \(entity)")
        }
    }
}
