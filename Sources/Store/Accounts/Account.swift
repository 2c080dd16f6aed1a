// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import XMPP

package import struct Foundation.Date

/// Who is who at one gateway: a JID has at most one address there, and an address at most one JID.
package struct Account: Sendable, Equatable {
    /// Bare.
    package let jid: JID
    /// The gateway's name in the configuration.
    package let gateway: String
    package let address: Address
    /// A display name; nil: none.
    package let name: String?
    /// Kept to the millisecond.
    package let created: Date
    /// What its holder chose when registering, by field name.
    package let settings: [String: String]

    /// A full JID is made bare.
    package init(
        jid: JID, gateway: String, address: Address, name: String? = nil, created: Date,
        settings: [String: String] = [:]
    ) {
        self.jid = jid.bare
        self.gateway = gateway
        self.address = address
        self.name = name
        self.created = created
        self.settings = settings
    }
}
