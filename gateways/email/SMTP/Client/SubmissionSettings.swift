// SPDX-License-Identifier: Apache-2.0

import Notation

/// What a client needs to know of the mail server that takes our mail (RFC 6409), and of itself.
package struct SubmissionSettings: Sendable, Equatable {
    /// Whether a plain connection is turned into TLS (RFC 3207) before anything is said on it.
    package enum StartTLS: Sendable, Equatable {
        /// No TLS, no mail; the certificate is verified.
        case required
        /// TLS where the server offers it. Its certificate is not verified: a server that may also be talked to in
        /// plaintext proves nothing by it.
        case opportunistic
        case off
    }

    /// Who we are to the server.
    package struct Login: Sendable, Equatable {
        package let username: String
        package let password: String

        package init(username: String, password: String) {
            self.username = username
            self.password = password
        }
    }

    /// A name or an IP address, without brackets.
    package let host: String
    package let port: Int
    /// TLS from the first byte on (RFC 8314), the certificate verified; `startTLS` is then without meaning.
    package let implicitTLS: Bool
    package let startTLS: StartTLS
    /// nil sends without logging in.
    package let login: Login?
    /// The path of a PEM file with the authorities to trust; nil for the system's.
    package let authorityPEM: String?
    /// The domain name we call ourselves by in EHLO.
    package let ehloName: String
    /// How many connections there may be at a time.
    package let poolSize: Int

    package init(
        host: String, port: Int, implicitTLS: Bool = false, startTLS: StartTLS = .required, login: Login? = nil,
        authorityPEM: String? = nil, ehloName: String, poolSize: Int = 4
    ) {
        self.host = host
        self.port = port
        self.implicitTLS = implicitTLS
        self.startTLS = startTLS
        self.login = login
        self.authorityPEM = authorityPEM
        self.ehloName = ehloName
        self.poolSize = max(1, poolSize)
    }

    /// `host:port`, with an IPv6 address in brackets.
    package var address: String { HostAndPort(host: host, port: port).description }

    /// Whether nobody but this machine can listen in.
    var isLoopback: Bool { Loopback.isHost(host) }
}

// The password is not among what can be printed.
extension SubmissionSettings.Login: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "login of \(username)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["username": username]) }
}
