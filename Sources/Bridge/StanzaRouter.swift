// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store
package import XMPP

/// Where every stanza that a link reads goes, and where the answers come from. A stanza is routed by its `to` domain,
/// whichever link it came on.
package struct StanzaRouter: LinkDelegate {
    private let desks: [String: Desk]
    private let onChange: @Sendable (LinkState, String) async -> Void

    package init(desks: [Desk], onChange: @escaping @Sendable (LinkState, String) async -> Void) {
        self.desks = Dictionary(uniqueKeysWithValues: desks.map { ($0.post.domain, $0) })
        self.onChange = onChange
    }

    package func linkChanged(_ state: LinkState, on link: ComponentLink) async {
        await onChange(state, link.domain)
    }

    package func received(_ stanzas: [Stanza], on link: ComponentLink) async -> [Stanza] {
        var replies: [Stanza] = []
        var messages: [String: [Stanza]] = [:]
        for var stanza in stanzas where stanza.hasPlainID {
            // An IQ whose `to` a server leaves out is for the component itself, and every IQ is answered.
            if stanza.to == nil, stanza.kind == .iq { stanza.to = JID(link.domain) }
            guard let domain = stanza.to?.domain, let desk = desks[domain] else { continue }
            if let answer = desk.immediateAnswer(stanza) {
                replies.append(answer)
            } else if stanza.kind == .message, !stanza.isError {
                messages[domain, default: []].append(stanza)
            } else {
                replies += await desk.answer(stanza)
            }
        }
        for (domain, batch) in messages {
            replies += await desks[domain]?.accept(batch) ?? []
        }
        return await own(replies, on: link)
    }

    /// What belongs on this link; an answer in another gateway's name goes over that gateway's own link, because a server
    /// ends the stream of a component that speaks for a domain not its own.
    private func own(_ replies: [Stanza], on link: ComponentLink) async -> [Stanza] {
        guard replies.contains(where: { $0.from?.domain != link.domain }) else { return replies }
        for (domain, others) in Dictionary(grouping: replies, by: { $0.from?.domain ?? "" }) where domain != link.domain
        {
            try? await desks[domain]?.link?.send(others)
        }
        return replies.filter { $0.from?.domain == link.domain }
    }
}

extension Stanza {
    /// Longer ids than any client makes. They are sent back in every answer, and escaped they grow: an answer must not
    /// outgrow what the server takes in one stanza, because it would end the stream.
    private static let longestID = 1_024

    /// What has another id is not taken; no client can match an answer to it.
    fileprivate var hasPlainID: Bool { (id?.utf8.count ?? 0) <= Self.longestID }
}
