// SPDX-License-Identifier: Apache-2.0

/// Where a link stands.
package enum LinkState: Sendable, Equatable {
    /// The first attempt is under way.
    case connecting
    /// The server took the handshake.
    case up
    /// There is no stream, why, and another attempt will follow; nil where the link was stopped on purpose.
    case down(LinkFailure?)
}

/// There is no stream to write to, or it was lost before the confirmation came: what was to be sent may or may not
/// have been routed.
package struct LinkDown: Error, Sendable, Equatable {
    /// nil where there never was a stream, or where the wait itself was cancelled.
    package let failure: LinkFailure?

    package init(_ failure: LinkFailure? = nil) {
        self.failure = failure
    }
}

extension LinkDown: CustomStringConvertible {
    package var description: String { failure?.description ?? "There is no link to the XMPP server." }
}
