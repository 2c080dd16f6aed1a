// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct GatewayInteractionTests {
    private static let router = IQRouter(
        identity: .init(category: "gateway", type: "sms"),
        features: [
            GatewayInteraction(
                description: { $0 == "de" ? "Nummer eingeben." : "Enter a number." },
                prompt: { $0 == "de" ? "Nummer" : "Number" },
                resolve: { typed, language throws(StanzaError) in
                    guard let jid = JID(local: typed, domain: "sms.example.org") else {
                        throw StanzaError(.jidMalformed, .modify, text: "\(typed)?", language: language)
                    }
                    return jid
                })
        ])

    private static let back = "from='sms.example.org' to='a@example.org/x'"

    private static func request(_ type: String, _ children: String, _ language: String = "") -> String {
        "<iq type='\(type)' id='1' from='a@example.org/x' to='sms.example.org'\(language)>"
            + "<query xmlns='jabber:iq:gateway'>\(children)</query></iq>"
    }

    private static func result(_ children: String) -> String {
        "<iq type='result' id='1' \(back)><query xmlns='jabber:iq:gateway'>\(children)</query></iq>"
    }

    private static func error(_ type: String, _ condition: String, _ text: String, _ language: String) -> String {
        """
        <iq type='error' id='1' \(back)><error type='\(type)'><\(condition) xmlns='\(Namespace.stanzaErrors)'/>
        <text xmlns='\(Namespace.stanzaErrors)' xml:lang='\(language)'>\(text)</text></error></iq>
        """
    }

    static let exchanges = [
        Exchange(
            "the question", request("get", ""), result("<desc>Enter a number.</desc><prompt>Number</prompt>")),
        Exchange(
            "the question in the asker's language", request("get", "", " xml:lang='de'"),
            result("<desc>Nummer eingeben.</desc><prompt>Nummer</prompt>")),
        Exchange(
            "an address", request("set", "<prompt>+15550100001</prompt>"),
            result("<jid>+15550100001@sms.example.org</jid>")),
        Exchange(
            "blanks around it", request("set", "<prompt> \t12\u{a0}</prompt>"),
            result("<jid>12@sms.example.org</jid>")),
        Exchange(
            "no address", request("set", "<prompt>a b</prompt>", " xml:lang='de'"),
            error("modify", "jid-malformed", "a b?", "de")),
        Exchange(
            "nothing typed", request("set", "<prompt/>", " xml:lang='en'"),
            error("modify", "jid-malformed", "?", "en")),
        Exchange(
            "no prompt", request("set", ""), error("modify", "bad-request", "There is no &lt;prompt/>.", "en")),
    ]

    @Test("a client learns how to ask, and gets the JID for what was typed", arguments: exchanges)
    func answers(_ exchange: Exchange) async throws {
        try await exchange.check(Self.router)
    }
}
