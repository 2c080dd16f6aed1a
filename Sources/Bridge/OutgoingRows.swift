// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store

extension OutgoingMessage {
    /// A message's drafts as the adapter sees them, to be judged before they are stored.
    static func copies(_ drafts: [OutboxDraft], from own: Address, subject: String?) -> [OutgoingMessage] {
        drafts.compactMap { draft in
            guard let peer = draft.peer else { return nil }
            var message = OutgoingMessage(
                reference: draft.reference, from: own, to: peer, text: draft.body ?? "", media: draft.media)
            message.others = draft.others
            message.role = draft.role
            message.thread.subject = subject
            return message
        }
    }

    /// A stored row as the adapter sees it; nil where its body has been erased or nobody can be meant.
    init?(_ row: OutboxRow) {
        guard let own = row.own, let peer = row.recipient ?? row.peer, let body = row.body else { return nil }
        self.init(reference: row.reference, from: own, to: peer, text: body, media: row.media)
        others = row.others
        role = row.role
        writtenAt = row.created
        wantsDisplayed = row.wantsDisplayed
        thread = ThreadPlace(networkID: row.networkID, inReplyTo: row.inReplyTo, subject: row.subject)
        if row.kind == .failure {
            purpose = .failureReport(
                FailedDelivery(
                    networkID: row.inReplyTo, subject: row.subject, arrivedAt: row.sentAt ?? row.created, reason: body))
        }
    }
}
