// SPDX-License-Identifier: Apache-2.0

/// What a presence says (RFC 6121 section 4.7.1).
package enum PresenceKind: String, Sendable {
    /// No `type` attribute at all.
    case available
    case unavailable, subscribe, subscribed, unsubscribe, unsubscribed, probe, error

    /// nil for another kind of stanza, and for a type that is none of these.
    package init?(_ stanza: Stanza) {
        guard stanza.kind == .presence else { return nil }
        guard let type = stanza.type else {
            self = .available
            return
        }
        // "available" is our name for a presence without type: on the wire there is no such type.
        guard type != "available", let kind = Self(rawValue: type) else { return nil }
        self = kind
    }
}
