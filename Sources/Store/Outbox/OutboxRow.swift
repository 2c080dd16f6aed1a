// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

package import struct Foundation.Date

/// One message, receipt, failure notice or service message on its way through the outbox, as it was when it was read.
package struct OutboxRow: Sendable {
    /// Never given to another row, even after this one is purged.
    package let id: Int64
    package let kind: OutboxKind
    /// The gateway's name in the configuration.
    package let gateway: String
    package let direction: OutboxDirection
    /// The account's bare JID; nil for a text to an address that nobody has.
    package let account: JID?
    /// Our side on the network: the account's address when the row was made, or whom the text was sent to.
    package let own: Address?
    /// The other side, on the network.
    package let peer: Address?
    package let state: OutboxState
    /// How often it was leased.
    package let attempts: Int
    package let created: Date
    /// When its state last changed.
    package let updated: Date
    /// No attempt before this.
    package let due: Date
    /// When the current or last attempt began; nil before the first.
    package let leased: Date?
    /// When to give up; nil: never.
    package let expires: Date?
    /// What went wrong, for people; nil where nothing did.
    package let error: String?
    /// Ours, unique; the same for every attempt.
    package let reference: String
    /// The provider's, nil until it gave one.
    package let providerID: String?
    /// Into how many segments the provider cut it; nil: unknown.
    package let parts: Int?
    /// Of how many parts the delivery was reported.
    package let deliveredParts: Int
    /// Out: the full JID that sent it. In: the JID to write to, full for receipts and failures, bare for messages.
    package let contact: JID?
    /// Out: id of the stanza that came. In: id of the stanza that we write, the same on every rewrite.
    package let stanzaID: String?
    /// Receipt and failure: id of the stanza that they are about.
    package let answers: String?
    /// Failure: the condition of the stanza error (RFC 6120 section 8.3.3).
    package let condition: String?
    /// Failure: the type of the stanza error, such as `wait` (RFC 6120 section 8.3.2).
    package let action: String?
    /// The sender asked for a receipt (XEP-0184).
    package let wantsReceipt: Bool
    /// The sender has been told that it is late.
    package let toldDelayed: Bool
    /// `xml:lang` of the stanza, for the sentences that answer it; nil: not said.
    package let language: String?
    /// How the sender on the network calls itself; nil once erased.
    package let nickname: String?
    /// The text, or a failure's sentence; nil where there was none or it is erased.
    package let body: String?
    /// URLs of what came with the text.
    package let media: [String]
    /// True once text, media and nickname were erased.
    package let isErased: Bool
    /// When the network says it was sent; nil where it does not say.
    package let sentAt: Date?
    /// By which a repeat is known; nil: no repeat is known, or not any longer.
    package let dedupe: String?

    /// nil: none.
    package let subject: String?
    /// The XMPP thread that it belongs to (RFC 6121 section 5.2.5); nil: none.
    package let thread: String?
    /// The id by which the network names it, shared by all rows of one message; nil: it has none, or none yet.
    package let networkID: String?
    /// The `networkID` of the message that it answers; nil: none.
    package let inReplyTo: String?
    /// Everybody else whom the message names.
    package let others: [Recipient]
    /// How the message names the one this row goes to.
    package let role: Recipient.Role
    /// Out: who gets it, where that is not the peer. nil: the peer.
    package let recipient: Address?
    /// In: where an answer goes, if not to the peer.
    package let answerTo: Address?
    /// In: who is told if it cannot be delivered after all; nil: nobody may be.
    package let returnAddress: Address?
    /// The id of the first of the rows that are sent as one; nil: it goes by itself.
    package let bundle: Int64?
    /// Nothing may join it: an earlier attempt may have got through under the same id.
    package let goesAlone: Bool
    /// How many attempts ended so that it may or may not have been sent.
    package let doubts: Int
    /// The sender would like to know when it was read (XEP-0333).
    package let wantsDisplayed: Bool
    /// A receipt was given for it.
    package let ticked: Bool
    /// Written by a program or for a list: nothing answers it by itself.
    package let isAutomatic: Bool
    /// In: nobody vouches for its sender.
    package let isUnproven: Bool
}
