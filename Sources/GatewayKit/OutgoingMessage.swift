// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// A message on its way out to the network, as an adapter gets it.
package struct OutgoingMessage: Sendable {
    /// Ours, unique per message and recipient, `[A-Za-z0-9_-]{1,40}`; the same for every attempt, so that a provider
    /// that takes it as an idempotency key can refuse the repeat.
    package let reference: String
    /// The account's own address: whom the recipient will see.
    package let from: Address
    /// Who is to get this copy.
    package let to: Address
    package let text: String
    /// URLs that the recipient's provider can fetch.
    package let media: [String]

    /// What it is; a gateway without `reportsFailures` only gets messages.
    package var purpose = Purpose.message
    /// The person's display name; nil: none.
    package var fromName: String?
    /// Everybody whom the message names besides `to`; each of them gets a copy of their own.
    package var others: [Recipient] = []
    /// How the message names `to` itself.
    package var role = Recipient.Role.to
    /// Where it stands in its thread; empty in networks that have none.
    package var thread = ThreadPlace()
    /// When the person wrote it; the same for every attempt. nil while it is only being judged.
    package var writtenAt: Date?
    /// What the account's holder chose when registering, by field name.
    package var settings: [String: String] = [:]
    /// The sender would like to know when it was read (XEP-0333).
    package var wantsDisplayed = false
    /// Where an adapter that fetches what the message links to keeps it; nil while the message is only being judged.
    package var fetched: (any FetchedFiles)?

    package enum Purpose: Sendable, Equatable {
        case message
        /// Tells the sender of a message that we had taken why it did not arrive. `from` is whom it was meant for.
        case failureReport(FailedDelivery)
    }

    package init(reference: String, from: Address, to: Address, text: String, media: [String] = []) {
        self.reference = reference
        self.from = from
        self.to = to
        self.text = text
        self.media = media
    }

    /// `[A-Za-z0-9_-]{1,40}`, as every reference is; anything else is none of ours.
    package static func isReference(_ text: some StringProtocol) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// Somebody whom a message names.
package struct Recipient: Sendable, Hashable, Codable {
    package let address: Address
    /// nil: none known.
    package let name: String?
    package let role: Role

    /// As in RFC 5322 section 3.6.3 and XEP-0033.
    package enum Role: String, Sendable, Codable {
        case to, cc
        /// Seen by nobody.
        case bcc
    }

    package init(_ address: Address, name: String? = nil, role: Role) {
        self.address = address
        self.name = name
        self.role = role
    }
}

/// Where a message stands among those that it belongs to, in the network's own ids.
package struct ThreadPlace: Sendable, Equatable {
    /// The id by which answers will name this message; nil where the network has none.
    package var networkID: String?
    /// What it answers; nil: it begins a thread.
    package var inReplyTo: String?
    /// The thread's messages before this one, oldest first.
    package var ancestors: [String]
    /// While the message is being judged, the subject that the person wrote; then the one that it gets. nil: none.
    package var subject: String?

    package init(
        networkID: String? = nil, inReplyTo: String? = nil, ancestors: [String] = [], subject: String? = nil
    ) {
        self.networkID = networkID
        self.inReplyTo = inReplyTo
        self.ancestors = ancestors
        self.subject = subject
    }
}

/// A message that came from the network, was taken, and then could not be delivered.
package struct FailedDelivery: Sendable, Equatable {
    /// The network's id of that message; nil where it had none.
    package let networkID: String?
    /// nil where it had none, or it is erased.
    package let subject: String?
    package let arrivedAt: Date
    /// For its sender, in English.
    package let reason: String

    package init(networkID: String?, subject: String?, arrivedAt: Date, reason: String) {
        self.networkID = networkID
        self.subject = subject
        self.arrivedAt = arrivedAt
        self.reason = reason
    }
}
