// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// A message on its way out to the network, as an adapter gets it.
package struct OutgoingMessage: Sendable {
    /// Ours, unique per message and recipient, `[A-Za-z0-9_-]{1,40}`; the same for every attempt, so that a provider
    /// that takes it as an idempotency key can refuse the repeat.
    package let reference: String
    /// The account's own address: whom the recipient will see.
    package let from: Address
    package let to: Address
    package let text: String
    /// URLs that the recipient's provider can fetch.
    package let media: [String]

    package init(reference: String, from: Address, to: Address, text: String, media: [String] = []) {
        self.reference = reference
        self.from = from
        self.to = to
        self.text = text
        self.media = media
    }
}

/// A message that arrived from the network.
package struct IncomingMessage: Sendable, Equatable {
    /// The provider's id of the event, by which a repeat is known; unique within a gateway. nil: the provider gives none,
    /// and every delivery is a message of its own.
    package let eventID: String?
    package let from: Address
    /// How the sender calls itself, where that differs from the address (an alphanumeric sender, a display name).
    package let nickname: String?
    /// Which of our addresses it was sent to; more than one for a group.
    package let to: [Address]
    package let text: String
    /// Links to pictures and files; fetched by whoever reads the message.
    package let media: [String]
    /// When the provider says it got the message; nil where it does not say.
    package let sentAt: Date?

    package init(
        eventID: String?, from: Address, nickname: String? = nil, to: [Address], text: String, media: [String] = [],
        sentAt: Date? = nil
    ) {
        self.eventID = eventID
        self.from = from
        self.nickname = nickname
        self.to = to
        self.text = text
        self.media = media
        self.sentAt = sentAt
    }
}
