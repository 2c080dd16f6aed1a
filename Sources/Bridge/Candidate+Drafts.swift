// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

extension Candidate {
    /// A row for each recipient, so that each has a fate of its own; they are one message to whoever reads it.
    func drafts(_ content: Content, own: Address, gateway: String) -> [OutboxDraft] {
        // A reply to all names us as well.
        let others = content.recipients.dropFirst().filter { $0.address != own }
        let recipients = content.recipients.prefix(1) + others
        return recipients.enumerated().map { index, recipient in
            var draft = draft(content, to: recipient, own: own, gateway: gateway)
            draft.others = recipients.filter { $0 != recipient && $0.role != .bcc }
            // The tick is the contact's, and a client looks for no other.
            if index > 0 { (draft.stanzaID, draft.wantsReceipt, draft.wantsDisplayed) = (nil, false, false) }
            return draft
        }
    }

    private func draft(_ content: Content, to recipient: Recipient, own: Address, gateway: String) -> OutboxDraft {
        var draft = OutboxDraft(kind: .message, gateway: gateway, direction: .out, reference: Reference.fresh())
        draft.account = sender.bare
        draft.own = own
        draft.peer = recipient.address
        draft.role = recipient.role
        draft.contact = sender
        draft.stanzaID = stanza.id
        draft.wantsReceipt = stanza.id != nil && DeliveryReceipts.isRequested(in: stanza)
        draft.wantsDisplayed = stanza.id != nil && ChatMarker.isMarkable(stanza)
        draft.language = stanza.language
        draft.body = content.text
        draft.media = content.media
        draft.dedupe = repeatKey(to: recipient.address).map { "out:\(gateway):\($0)" }
        return draft
    }
}
