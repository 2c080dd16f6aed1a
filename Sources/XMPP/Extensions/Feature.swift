// SPDX-License-Identifier: Apache-2.0

/// Whom a stanza to us is addressed to: the gateway's own domain, or one of its contacts (a JID with a local part).
package enum Entity: Sendable, CaseIterable {
    case gateway, contact

    /// The entity behind an address of ours; a stanza without `to` is for the gateway.
    package init(of address: JID?) {
        self = address?.local == nil ? .gateway : .contact
    }
}

/// Something that clients can ask about by service discovery (XEP-0030). What a feature announces and what it does
/// stand in the same file, so that neither can be there without the other.
package protocol Feature: Sendable {
    /// What disco#info on that entity announces: the `var` of each `<feature/>`, in any order; empty where the feature
    /// does not work there.
    func features(of entity: Entity) -> [String]
}
