// SPDX-License-Identifier: Apache-2.0

/// What became of one attempt to send: a closed set, and the whole of what the retry policy needs to know.
package enum SendResult: Sendable, Equatable {
    /// The provider has it. `id` is the provider's, nil where it gives none; `parts` the segments it was cut into, nil
    /// where unknown. `reportFollows` is false where this server has no delivery reports, whatever the profile says.
    /// `networkID` is the id by which the network will know the message, where the answer says that it is another than the
    /// one we made (`ThreadRules.ids`): some servers replace it. nil: it does not say.
    case accepted(id: String?, parts: Int?, reportFollows: Bool = true, networkID: String? = nil)
    /// Not now: try again, no sooner than `retryAfter` where the provider asked for a pause.
    case temporary(String, retryAfter: Duration?)
    /// Never: this message to this recipient will not be taken. `german` is the same reason where it is ours; nil: the words
    /// are the network's own, and the same in every language.
    case permanent(Rejection, String, german: String? = nil)
    /// Nothing will be taken until the operator does something: wrong credentials, no funds, suspended.
    case account(String)
    /// The request went out and no answer came: it may or may not have been sent.
    case uncertain(String)
}

extension SendResult {
    /// What went wrong, for the operator; nil where nothing did.
    package var problem: String? {
        switch self {
        case .accepted: nil
        case .temporary(let reason, _), .permanent(_, let reason, _), .account(let reason), .uncertain(let reason):
            reason
        }
    }
}

/// Why a message was refused for good.
package enum Rejection: String, Sendable, CaseIterable {
    /// There is nobody at that address.
    case recipient
    /// The recipient's mailbox or phone holds no more.
    case full
    /// The recipient asked not to get messages from us.
    case optedOut = "opted-out"
    /// This text, length or attachment is not taken.
    case content
    /// The provider's rules forbid it.
    case policy
    /// It is not to be sent from this account's own address; others of the gateway may well send.
    case sender
    /// None of these, or none was given: only the network's own words say more.
    case unknown
}

extension Rejection {
    /// Whether our sentence for it says too little without the network's words.
    package var needsWords: Bool { self == .sender || self == .unknown }
}

/// Why a message is not even accepted for sending.
package struct Refusal: Error, Equatable, Sendable {
    package let reason: Rejection
    /// For the sender: what to change.
    package let sentence: Sentence

    package init(_ reason: Rejection, _ sentence: Sentence) {
        self.reason = reason
        self.sentence = sentence
    }
}
