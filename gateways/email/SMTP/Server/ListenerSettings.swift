// SPDX-License-Identifier: Apache-2.0

import Notation

/// Where and how the listener listens.
package struct ListenerSettings: Sendable {
    /// Paths of PEM files: the certificate with its chain, and its key.
    package struct KeyPair: Hashable, Sendable {
        package let certificate: String
        package let key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// A name or an address; IPv6 without brackets.
    package let host: String
    /// 0 lets the system choose; `bind()` tells which.
    package let port: Int
    package let session: SessionSettings
    /// For STARTTLS; nil offers none.
    package let tls: KeyPair?
    /// The config key that names the address, for the sentence of a failure.
    package let key: String
    package let limits: ListenerLimits

    /// `hostName` is what the server calls itself, `mailDomain` whose postmaster `<postmaster>` is, `maxSize` is in
    /// octets.
    package init(
        host: String, port: Int, dialect: SessionSettings.Dialect, hostName: String, mailDomain: String,
        maxSize: Int = 25 << 20, tls: KeyPair? = nil, key: String = "listen", limits: ListenerLimits = ListenerLimits(),
        sessionLimits: SessionLimits = SessionLimits()
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.key = key
        self.limits = limits
        session = SessionSettings(
            dialect: dialect, hostName: hostName, mailDomain: mailDomain, maxSize: maxSize, offersTLS: tls != nil,
            limits: sessionLimits)
    }

    /// `host:port`, with an IPv6 address in brackets.
    package var address: String { HostAndPort(host: host, port: port).description }
}
