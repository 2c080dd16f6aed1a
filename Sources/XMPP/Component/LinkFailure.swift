// SPDX-License-Identifier: Apache-2.0

/// Why a link is down, as a sentence that tells the operator what to change.
package struct LinkFailure: Error, Sendable, Equatable {
    /// Everything that can go wrong.
    package enum Reason: Sendable, Equatable {
        /// The host name has no address.
        case unresolved
        case refused
        /// No answer to the connection attempt.
        case unreachable
        case tls(TLSProblem)
        /// Something answers that is no component listener.
        case notComponentListener
        /// Connected, but no handshake within `ComponentProtocol.handshakeLimit`.
        case handshakeTimeout
        case notAuthorized
        case hostUnknown
        case conflict
        /// `see-other-host`; nil where the server does not name one.
        case redirected(String?)
        case shutdown
        /// Any other stream error.
        case streamError(StreamError)
        /// The server sent what a stream must not hold.
        case badInput(XMLStreamFailure)
        /// No answer to a ping.
        case silent
        /// The server closed the stream or the connection without saying why.
        case closed
        /// The operating system's words for a connection that broke.
        case broken(String)
    }

    package enum TLSProblem: Sendable, Equatable {
        case untrusted, wrongHost, notTLS
        /// The file of authorities cannot be read.
        case authorities(String)
        case other(String)
    }

    package let reason: Reason
    package let domain: String
    /// `host:port`
    package let address: String

    package init(_ reason: Reason, _ settings: LinkSettings) {
        self.reason = reason
        domain = settings.domain
        address = settings.address
    }
}

extension LinkFailure: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .unresolved, .refused, .unreachable, .broken, .closed, .silent: connectionSentence
        case .tls(let problem): sentence(for: problem)
        default: streamSentence
        }
    }

    private var connectionSentence: String {
        switch reason {
        case .unresolved:
            "The host of \(address) has no address: check `host` under [xmpp], and the name service of this machine."
        case .refused:
            "Nothing listens at \(address): start the XMPP server, or set `host` and `port` under [xmpp] to its "
                + "component listener."
        case .unreachable:
            "\(address) does not answer: check `host` and `port` under [xmpp], and the firewall in between."
        case .silent:
            "\(address) let a ping for \(domain) go unanswered for \(ComponentProtocol.pingLimit) s: if this comes "
                + "again, set `confirm` under [xmpp] to a domain of the server."
        case .broken(let words):
            "The connection for \(domain) to \(address) broke (\(words)): it is made again by itself."
        default:
            "\(address) closed the stream of \(domain) without a reason: see the log of the XMPP server."
        }
    }

    private func sentence(for problem: TLSProblem) -> String {
        switch problem {
        case .untrusted:
            "The certificate of \(address) is not from a known authority: set `ca` under [xmpp] to the PEM file of "
                + "the one that signed it."
        case .wrongHost:
            "The certificate of \(address) is for another name: set `host` under [xmpp] to the name in it."
        case .notTLS:
            "\(address) does not speak TLS: set `tls = \"off\"` under [xmpp], or `port` to the server's TLS listener."
        case .authorities(let file):
            "The certificates in \(file) cannot be read: set `ca` under [xmpp] to a readable PEM file."
        case .other(let words):
            "TLS with \(address) failed (\(words)): check `tls`, `host` and `port` under [xmpp]."
        }
    }

    private var streamSentence: String {
        switch reason {
        case .notComponentListener:
            "\(address) is no component listener (XEP-0114): set `port` under [xmpp] to the one of the XMPP server, "
                + "and `tls` to what it expects."
        case .handshakeTimeout:
            "\(address) did not finish the handshake for \(domain) within \(ComponentProtocol.handshakeLimit) s: "
                + "check that `port` under [xmpp] is the server's component listener."
        case .notAuthorized:
            "\(address) refused the secret of \(domain): make `secret` of that gateway equal to the one in the "
                + "server's configuration."
        case .hostUnknown:
            "\(address) does not know \(domain): add it as a component to the server's configuration, or correct "
                + "`domain` of that gateway."
        case .conflict:
            "\(domain) is already connected to \(address): stop the other program that uses this domain."
        case .redirected(let host):
            "\(address) sends \(domain) to \(host ?? "another host"): set `host` and `port` under [xmpp] to it."
        case .shutdown:
            "\(address) is shutting down: \(domain) connects again when the XMPP server is back."
        case .badInput(let failure):
            "\(address) sent \(failure) on the stream of \(domain), which was closed: if this comes again, lower the "
                + "server's stanza limits."
        case .streamError(let error):
            "\(address) ended the stream of \(domain) with \(error.condition.rawValue)"
                + (error.text.map { " (\($0))" } ?? "") + ": see the log of the XMPP server."
        default: ""
        }
    }
}
