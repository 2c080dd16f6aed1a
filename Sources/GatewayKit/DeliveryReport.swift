// SPDX-License-Identifier: Apache-2.0

/// What a provider tells of a message that it took earlier. It may come early, late, twice or out of order.
package struct DeliveryReport: Sendable, Equatable {
    /// Our own reference, where the callback's path or the event carried it: the surest match.
    package let reference: String?
    /// The provider's id of the message.
    package let providerID: String?
    /// The network's id of the message (`ThreadPlace.networkID`), for a report that bears nothing better. Anybody who got
    /// the message knows it.
    package let networkID: String?
    /// Whose message it is about, where the report came to that address; nil: whoever's.
    package let own: Address?
    /// The recipient it is about; narrows a match by id where one id has several recipients.
    package let recipient: Address?
    package let state: State
    /// The provider's words or code, for the operator's listing; nil where there are none.
    package let detail: String?
    /// The same where it is ours; nil: it is the network's own, and the same in every language.
    package let german: String?
    /// Which event this is, so that a repeat counts once; nil where the provider numbers none.
    package let eventID: String?
    /// True where the provider reports each part of a long message by itself: then one report is not the whole message.
    package let coversOnePart: Bool
    /// In how many parts the message went, where this report says so.
    package let parts: Int?

    package enum State: Sendable, Equatable {
        /// Waiting or on its way; nothing to tell the sender.
        case accepted, sent
        /// It went on into a network that reports nothing: nothing more will be known.
        case handedOver
        /// It is late, and still under way.
        case delayed
        case delivered
        /// The recipient has seen it.
        case displayed
        case failed(Rejection)
        case expired
    }

    package init(
        reference: String? = nil, providerID: String? = nil, networkID: String? = nil, own: Address? = nil,
        recipient: Address? = nil, state: State,
        detail: String? = nil, german: String? = nil, eventID: String? = nil, coversOnePart: Bool = false,
        parts: Int? = nil
    ) {
        self.reference = reference
        self.providerID = providerID
        self.networkID = networkID
        self.own = own
        self.recipient = recipient
        self.state = state
        self.detail = detail
        self.german = german
        self.eventID = eventID
        self.coversOnePart = coversOnePart
        self.parts = parts
    }
}
