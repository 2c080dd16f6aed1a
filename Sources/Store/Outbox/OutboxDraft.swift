// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

package import struct Foundation.Date

/// A row to be. What a field means is told at `OutboxRow`.
package struct OutboxDraft: Sendable {
    package let kind: OutboxKind
    package let gateway: String
    package let direction: OutboxDirection
    /// Unique over the whole store. One that grows with time (a timestamp first, randomness behind it) keeps the index
    /// small to write.
    package let reference: String

    /// Kept bare.
    package var account: JID?
    package var own: Address?
    package var peer: Address?
    package var contact: JID?
    /// `.queued`, or the final state in which it is only recorded.
    package var state = OutboxState.queued
    package var error: String?
    /// nil: at once.
    package var due: Date?
    package var expires: Date?
    package var stanzaID: String?
    package var answers: String?
    package var condition: String?
    package var action: String?
    package var wantsReceipt = false
    package var language: String?
    package var nickname: String?
    package var body: String?
    /// URLs; none holds a line break.
    package var media: [String] = []
    package var sentAt: Date?
    /// A second draft of the same gateway with this key is a repeat. nil: never a repeat.
    package var dedupe: String?
    /// Until when; nil: for as long as the row is kept.
    package var dedupeUntil: Date?
    package var subject: String?
    package var thread: String?
    package var networkID: String?
    package var inReplyTo: String?
    package var others: [Recipient] = []
    package var role = Recipient.Role.to
    package var recipient: Address?
    package var answerTo: Address?
    package var returnAddress: Address?
    package var wantsDisplayed = false
    package var isAutomatic = false
    package var isUnproven = false

    package init(
        kind: OutboxKind = .message, gateway: String, direction: OutboxDirection, account: JID? = nil,
        reference: String
    ) {
        self.kind = kind
        self.gateway = gateway
        self.direction = direction
        self.account = account
        self.reference = reference
    }
}

/// What became of a draft.
package enum Enqueued: Sendable, Equatable {
    /// A new row with this id.
    case stored(Int64)
    /// The row with this id was there already; nothing changed.
    case repeated(Int64)

    package var id: Int64 {
        switch self {
        case .stored(let id), .repeated(let id): id
        }
    }
}
