// SPDX-License-Identifier: Apache-2.0

/// Why there is no talking to a mail server, apart from what it says itself: what happened, where, and what to do.
enum SubmissionProblem: Error, Equatable {
    // The connection.
    case unresolved, refused, unreachable, closed
    /// The operating system's words.
    case broken(String)
    /// Nothing came within this time.
    case silent(Duration)
    case malformedReply
    /// A reply that has no place there; the code.
    case unexpectedReply(Int)
    /// We are stopping.
    case stopped

    // TLS.
    case untrusted, wrongHost, notTLS, noStartTLS
    /// Data stood behind the answer to STARTTLS, in plaintext.
    case injected
    /// The file of authorities cannot be read.
    case authorities(String)
    case tlsFailed(String)

    // Logging in.
    case noLogin
    case noKnownMechanism([String])
    case plaintextLogin
    case unprovenServer
    case iterations(Int)
    case loginFailed
    /// The server's words.
    case loginRefused(String)
    case serviceRefused(String)

    /// Whether nothing will work until the operator has done something.
    var needsOperator: Bool {
        switch self {
        case .unresolved, .refused, .unreachable, .closed, .broken, .silent: false
        case .malformedReply, .unexpectedReply, .stopped: false
        default: true
        }
    }

    var isSilence: Bool {
        if case .silent = self { true } else { false }
    }

    func outcome(_ settings: SubmissionSettings) -> SubmissionOutcome {
        let sentence = sentence(settings)
        return needsOperator ? .account(sentence) : .unreachable(sentence)
    }
}

extension SubmissionProblem {
    /// For the operator; keys are those of the gateway's `submission` section.
    func sentence(_ settings: SubmissionSettings) -> String {
        switch self {
        case .untrusted, .wrongHost, .notTLS, .noStartTLS, .injected, .authorities, .tlsFailed:
            securitySentence(settings)
        default: needsOperator ? loginSentence(settings.address) : connectionSentence(settings.address)
        }
    }

    private func connectionSentence(_ server: String) -> String {
        switch self {
        case .unresolved:
            "The host of \(server) has no address: check `url`, and the name service of this machine."
        case .refused: "Nothing listens at \(server): start the mail server, or correct `url`."
        case .unreachable: "\(server) does not answer: check `url`, and the firewall in between."
        case .broken(let words): "The connection to \(server) broke (\(words)): it is made again by itself."
        case .silent(let limit): "\(server) did not answer within \(limit.components.seconds) s: see its log."
        case .malformedReply: "\(server) answered with something that is not SMTP: check the port in `url`."
        case .unexpectedReply(let code): "\(server) answered \(code) where that has no meaning: see its log."
        case .stopped: "Postern stopped while it was talking to \(server): the message is sent later."
        default: "\(server) closed the connection: it is made again by itself."
        }
    }

    private func securitySentence(_ settings: SubmissionSettings) -> String {
        let server = settings.address
        return switch self {
        case .untrusted:
            "The certificate of \(settings.host) is not trusted: it is not valid now, or no known authority signed it; "
                + "renew it, or write `ca` = the path of the PEM file of its authority."
        case .wrongHost:
            "The certificate of \(server) is for another name: write the name in it as the host of `url`."
        case .notTLS: "\(server) does not speak TLS: write smtp:// in `url`, or the port of its TLS listener."
        case .noStartTLS:
            "\(server) offers no STARTTLS: switch it on there, or write `starttls` = \"off\" if it is on this machine."
        case .injected:
            "Somebody put data behind the answer of \(server) to STARTTLS: check the network in between; nothing was "
                + "sent."
        case .authorities(let file): "The certificates in \(file) cannot be read: write a readable PEM file as `ca`."
        case .tlsFailed(let words): "TLS with \(server) failed (\(words)): check `url`, `starttls` and `ca`."
        default: ""
        }
    }

    private func loginSentence(_ server: String) -> String {
        switch self {
        case .noLogin: "\(server) offers no login: remove `username` and `password`, or correct the port in `url`."
        case .noKnownMechanism(let offered):
            "\(server) offers only \(ServerWords.cleaned(offered.joined(separator: ", "))) to log in: switch on "
                + "SCRAM-SHA-256 or PLAIN there."
        case .plaintextLogin:
            "\(server) would take the password in plaintext only, which is not sent: write `starttls` = \"required\"."
        case .unprovenServer:
            "\(server) could not prove that it knows the password: it may not be the server it says it is; check `url`."
        case .iterations(let count):
            "\(server) asks for \(count) rounds of SCRAM-SHA-256, and \(ScramSHA256.iterations.lowerBound) to "
                + "\(ScramSHA256.iterations.upperBound) are calculated: change it there."
        case .loginRefused(let words): "\(server) refused the login (\(words)): check `username` and `password`."
        case .serviceRefused(let words): "\(server) takes no mail from us (\(words)): see its log."
        default: "\(server) did not follow the rules of the login: see its log."
        }
    }
}
