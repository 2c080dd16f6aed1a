// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// A message that arrived from the network.
package struct IncomingMessage: Sendable, Equatable {
    /// The provider's id of the event, by which a repeat is known; unique within a gateway. nil: the provider gives none,
    /// and every delivery is a message of its own.
    package var eventID: String?
    /// nil where the network withholds it.
    package let from: Address?
    /// How the sender calls itself, where that differs from the address (an alphanumeric sender, a display name).
    package let nickname: String?
    /// Which of our addresses it was sent to; more than one for a group.
    package var to: [Address]
    package let text: String
    /// Links to pictures and files; fetched by whoever reads the message.
    package let media: [String]
    /// When the provider says it got the message; nil where it does not say.
    package let sentAt: Date?

    /// Files that came with it; each becomes a link.
    package var attachments: [Attachment] = []
    /// The whole message as it came, where `text` is not all of it; a link to it stands below the text.
    package var original: Attachment?
    /// What only `original` has.
    package var omission = Omission.more
    /// Lines that stand before everything else, such as `[spam]`.
    package var marks: [String] = []
    /// Such lines before the first message of each contact.
    package var firstMarks: [String] = []
    /// nil: none.
    package var subject: String?
    /// The network's id of this message, and of those that it follows, oldest first; ours as `ThreadRules.ids` writes them.
    package var networkID: String?
    package var ancestors: [String] = []
    /// Everybody else whom the message names.
    package var others: [Recipient] = []
    /// Where an answer goes, if not to `from`.
    package var answerTo: Address?
    /// Who is told if it cannot be delivered after all; nil: nobody may be.
    package var returnAddress: Address?
    /// The reference of the message of ours that a program answers with it: it is for whoever sent that, whatever `to`
    /// says. nil: it is for `to`.
    package var answersReference: String?
    /// It is for those who run the gateway (`admins`), whoever has the address.
    package var isForOperators = false
    /// Nobody vouches that `from` sent it.
    package var isUnproven = false
    /// Why it can be given to nobody, for the operator, who finds it among what has failed; nil: nothing is in the way.
    package var obstacle: String?
    /// Sent by a program or to a list: nothing may answer it by itself.
    package var isAutomatic = false

    package init(
        eventID: String?, from: Address?, nickname: String? = nil, to: [Address], text: String, media: [String] = [],
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

/// A file that came with a message.
package struct Attachment: Sendable, Equatable {
    /// Safe as the last part of a path: no separators, no control characters.
    package let name: String
    /// A media type such as `image/png`.
    package let type: String
    package let content: [UInt8]

    package init(name: String, type: String, content: [UInt8]) {
        self.name = name
        self.type = type
        self.content = content
    }
}
