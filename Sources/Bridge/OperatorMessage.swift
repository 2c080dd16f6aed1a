// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Store
package import XMPP

import struct Foundation.Date

/// A message that the operator queues in a person's name, by the command line.
package struct OperatorMessage: Sendable {
    package enum Outcome: Sendable {
        case stored(Int64)
        case notRegistered
        case refused(Refusal)
    }

    private let gateway: String
    private let person: JID
    private let to: Address
    private let text: String
    private let giveUpAfter: Duration

    package init(gateway: String, person: JID, to: Address, text: String, giveUpAfter: Duration) {
        self.gateway = gateway
        self.person = person
        self.to = to
        self.text = text
        self.giveUpAfter = giveUpAfter
    }

    package func enqueue(_ adapter: any Gateway, in tx: Transaction) throws -> Outcome {
        guard let account = try tx.account(gateway: gateway, jid: person) else { return .notRegistered }
        var draft = OutboxDraft(
            kind: .message, gateway: gateway, direction: .out, reference: Reference.fresh())
        draft.account = person
        draft.own = account.address
        draft.peer = to
        // Whatever goes wrong is told to the person, as for a message of their own.
        draft.contact = person
        draft.stanzaID = StanzaIDs.fresh()
        draft.body = text
        draft.expires = tx.now.addingTimeInterval(giveUpAfter.seconds)
        try ThreadPlacement().place(&draft, adapter: adapter, in: tx)
        do {
            try adapter.check(OutgoingMessage(draft, from: account.address, to: to))
        } catch {
            return .refused(error)
        }
        return .stored(try tx.enqueue(draft).id)
    }
}
