// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternCrypto

/// From the greeting to the moment when mail may be sent: EHLO, STARTTLS, EHLO again, AUTH. Pure.
struct ClientOpening: Sendable {
    enum Move: Equatable {
        /// Send, and wait so long for the answer.
        case send(String, within: Duration)
        /// Begin TLS, and send behind its handshake.
        case startTLS(thenSend: String, within: Duration)
        case ready
        case fail(SubmissionOutcome)
    }

    private enum Phase {
        case greeting, ehlo, helo, startTLS
        case login(SASLExchange)
    }

    /// How well the connection is protected.
    enum Protection: Equatable {
        case plaintext
        /// Encrypted for whoever holds the other end.
        case unverified
        case verified
    }

    /// What the server offers now. What it offered before TLS is forgotten: anybody could have said it.
    private(set) var capabilities = Capabilities()
    private(set) var protection: Protection
    /// How we logged in; nil where we did not.
    private(set) var mechanism: SASLMechanism?

    private let settings: SubmissionSettings
    private let timeouts: SubmissionTimeouts
    private let nonce: @Sendable () -> String
    private var phase = Phase.greeting
    /// Ways to log in that are still untried, the best first.
    private var mechanisms: [SASLMechanism] = []

    init(
        _ settings: SubmissionSettings, _ timeouts: SubmissionTimeouts,
        nonce: @escaping @Sendable () -> String = { randomToken(bytes: 24) }
    ) {
        self.settings = settings
        self.timeouts = timeouts
        self.nonce = nonce
        protection = settings.implicitTLS ? .verified : .plaintext
    }

    mutating func handle(_ reply: Reply) -> Move {
        if reply.code == 421 { return .fail(.temporary(ServerWords.of(reply), recipients: [])) }
        switch phase {
        case .greeting: return readGreeting(reply)
        case .ehlo: return readEHLO(reply)
        case .helo: return readHELO(reply)
        case .startTLS: return readStartTLS(reply)
        case .login(let exchange): return readLogin(reply, exchange)
        }
    }

    private func fail(_ problem: SubmissionProblem) -> Move {
        .fail(problem.outcome(settings))
    }

    private func refused(_ reply: Reply) -> Move {
        let words = ServerWords.of(reply)
        if reply.code < 400 { return fail(.unexpectedReply(reply.code)) }
        return reply.code < 500 ? .fail(.temporary(words, recipients: [])) : fail(.serviceRefused(words))
    }
}

// Hello and TLS.
extension ClientOpening {
    private mutating func readGreeting(_ reply: Reply) -> Move {
        guard reply.code == 220 else { return refused(reply) }
        return .send(ehlo(), within: timeouts.hello)
    }

    private mutating func ehlo() -> String {
        capabilities = Capabilities()
        phase = .ehlo
        return Command.ehlo(settings.ehloName).wireLine
    }

    private mutating func readEHLO(_ reply: Reply) -> Move {
        if reply.code == 250 {
            capabilities = Capabilities(reply: reply)
            return protect()
        }
        guard reply.code >= 500 else { return refused(reply) }
        phase = .helo
        return .send(Command.helo(settings.ehloName).wireLine, within: timeouts.hello)
    }

    private mutating func readHELO(_ reply: Reply) -> Move {
        reply.code == 250 ? protect() : refused(reply)
    }

    private mutating func protect() -> Move {
        guard protection == .plaintext, settings.startTLS != .off else { return logIn() }
        guard capabilities.startTLS else {
            return settings.startTLS == .required ? fail(.noStartTLS) : logIn()
        }
        phase = .startTLS
        return .send(Command.starttls.wireLine, within: timeouts.hello)
    }

    private mutating func readStartTLS(_ reply: Reply) -> Move {
        guard reply.code == 220 else { return settings.startTLS == .required ? refused(reply) : logIn() }
        protection = settings.startTLS == .required ? .verified : .unverified
        return .startTLS(thenSend: ehlo(), within: timeouts.hello)
    }
}

// Logging in (RFC 4954).
extension ClientOpening {
    private mutating func logIn() -> Move {
        guard settings.login != nil else { return .ready }
        let offered = capabilities.mechanisms
        guard !offered.isEmpty else { return fail(.noLogin) }
        let known = SASLMechanism.allCases.filter { offered.contains($0.rawValue) }
        guard !known.isEmpty else { return fail(.noKnownMechanism(offered.sorted())) }
        let isPrivate = protection == .verified || settings.isLoopback
        mechanisms = known.filter { isPrivate || !$0.revealsPassword }
        return mechanisms.isEmpty ? fail(.plaintextLogin) : tryNextMechanism()
    }

    private mutating func tryNextMechanism() -> Move {
        guard let login = settings.login, !mechanisms.isEmpty else { return .ready }
        let exchange = SASLExchange(mechanisms.removeFirst(), login, nonce: nonce())
        phase = .login(exchange)
        let initial = exchange.initialResponse.map { Base64.encode(Array($0.utf8)) }
        let command = Command.auth(mechanism: exchange.mechanism.rawValue, initial: initial)
        return .send(command.wireLine, within: timeouts.hello)
    }

    private mutating func readLogin(_ reply: Reply, _ exchange: SASLExchange) -> Move {
        switch reply.code {
        case 334: return answer(reply.text, exchange)
        case 235 where exchange.isProven:
            mechanism = exchange.mechanism
            return .ready
        case 235: return fail(.unprovenServer)
        case 200..<400: return fail(.unexpectedReply(reply.code))
        case 400..<500 where reply.code != 432: return refused(reply)
        default: return refusedLogin(reply, exchange.mechanism)
        }
    }

    /// Servers offer SCRAM although they hold no verifier for this person: then a password may still do, where it may
    /// be sent. A password that was refused is not sent again, unless the server only lacks the mechanism (504).
    private mutating func refusedLogin(_ reply: Reply, _ mechanism: SASLMechanism) -> Move {
        let mayGoOn = !mechanism.revealsPassword || reply.code == 504
        guard mayGoOn, !mechanisms.isEmpty else { return fail(.loginRefused(ServerWords.of(reply))) }
        return tryNextMechanism()
    }

    private mutating func answer(_ challenge: String, _ exchange: SASLExchange) -> Move {
        let read = Base64.decode(challenge, .strict).flatMap { String(validating: $0, as: UTF8.self) }
        var exchange = exchange
        guard let text = read ?? (exchange.ignoresChallenges ? "" : nil) else { return fail(.loginFailed) }
        do {
            let response = try exchange.answer(text)
            phase = .login(exchange)
            return .send(Base64.encode(Array(response.utf8)) + "\r\n", within: timeouts.hello)
        } catch .scram(.wrongSignature) {
            return fail(.unprovenServer)
        } catch .scram(.iterations(let count)) {
            return fail(.iterations(count))
        } catch .scram(.refused(let word)) {
            return fail(.loginRefused(ServerWords.cleaned(word)))
        } catch {
            return fail(.loginFailed)
        }
    }
}

extension ClientOpening {
    /// What we found, for the operator.
    func summary(_ settings: SubmissionSettings) -> String {
        let tls =
            switch protection {
            case .plaintext: "no TLS"
            case .unverified: "TLS without a verified certificate"
            case .verified: "TLS with a verified certificate"
            }
        let login = mechanism.map { "login by \($0.rawValue)" } ?? "no login"
        let reports = capabilities.dsn ? "delivery reports (DSN)" : "no delivery reports (DSN)"
        return "\(settings.address) takes mail: \(tls), \(login), \(reports)."
    }
}
