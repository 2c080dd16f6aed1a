// SPDX-License-Identifier: Apache-2.0

/// What a row of the outbox is.
package enum OutboxKind: String, Sendable, CaseIterable {
    case message
    /// `<received/>` of XEP-0184.
    case receipt
    /// An error stanza for a message that will not arrive.
    case failure
    /// A sentence of the gateway itself.
    case notice
}

/// Which way a row goes.
package enum OutboxDirection: String, Sendable, CaseIterable {
    /// To the network behind the gateway.
    case out
    /// To XMPP.
    case `in`
}
