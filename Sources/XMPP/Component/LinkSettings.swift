// SPDX-License-Identifier: Apache-2.0

import Notation

/// What a link needs to know of the XMPP server and of itself.
package struct LinkSettings: Sendable, Equatable {
    /// How the bytes travel.
    package enum TLS: Sendable, Equatable {
        case off
        /// TLS from the first byte on, the certificate verified against `host`; `caFile` is a PEM file of authorities
        /// that are trusted instead of the system's (nil: the system's).
        case direct(caFile: String?)
    }

    /// The component's own domain.
    package let domain: String
    package let secret: String
    package let host: String
    package let port: Int
    package let tls: TLS
    /// The domain that is pinged to confirm a relay; nil is the component's own.
    package let confirm: String?

    package init(
        domain: String, secret: String, host: String, port: Int, tls: TLS = .off, confirm: String? = nil
    ) {
        self.domain = domain
        self.secret = secret
        self.host = host
        self.port = port
        self.tls = tls
        self.confirm = confirm
    }

    /// `host:port`, with an IPv6 address in brackets.
    package var address: String { HostAndPort(host: host, port: port).description }
}

// The secret is not among what can be printed.
extension LinkSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(domain) at \(address)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["domain": domain, "address": address]) }
}
