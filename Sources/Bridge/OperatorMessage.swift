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

    /// Asks the adapter, then stores the message; again where the account's address has changed in between.
    package func enqueue(_ adapter: any Gateway, in store: Store) async throws(StoreFailure) -> Outcome {
        while true {
            let account = try await store.read { [self] tx in try tx.account(gateway: gateway, jid: person) }
            guard let account else { return .notRegistered }
            let draft = draft(account)
            let choice: SubjectChoice?
            do throws(Refusal) {
                choice = try await adapter.judge(OutgoingMessage.copies([draft], from: account.address, subject: nil))
                    .subject
            } catch {
                return .refused(error)
            }
            let rules = adapter.profile.threads
            let id = try await store.commit { [self] tx in
                try enqueue(draft, judgedWith: account, rules, choice, in: tx)
            }
            if let id { return .stored(id) }
        }
    }

    /// nil where the account is another one than the message was judged with.
    private func enqueue(
        _ draft: OutboxDraft, judgedWith account: Account, _ rules: ThreadRules?, _ choice: SubjectChoice?,
        in tx: Transaction
    ) throws -> Int64? {
        guard try tx.account(gateway: gateway, jid: person)?.address == account.address else { return nil }
        var drafts = [draft]
        drafts[0].expires = tx.now.addingTimeInterval(giveUpAfter.seconds)
        try ThreadPlacement().place(&drafts, rules, choice, in: tx)
        return try tx.enqueue(drafts[0]).id
    }

    private func draft(_ account: Account) -> OutboxDraft {
        var draft = OutboxDraft(kind: .message, gateway: gateway, direction: .out, reference: Reference.fresh())
        draft.account = person
        draft.own = account.address
        draft.peer = to
        // Whatever goes wrong is told to the person, as for a message of their own.
        draft.contact = person
        draft.stanzaID = StanzaIDs.fresh()
        draft.body = text
        return draft
    }
}
