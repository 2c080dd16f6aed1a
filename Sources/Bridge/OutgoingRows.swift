// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store

extension OutgoingMessage {
    /// A draft as the adapter sees it, to be judged before it is stored.
    init(_ draft: OutboxDraft, from: Address, to: Address) {
        self.init(reference: draft.reference, from: from, to: to, text: draft.body ?? "", media: draft.media)
        others = draft.others
        role = draft.role
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
