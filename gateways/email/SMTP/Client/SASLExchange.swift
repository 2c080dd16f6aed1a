// SPDX-License-Identifier: Apache-2.0

import PosternCrypto

/// The ways to log in that we know, the best first.
enum SASLMechanism: String, Sendable, CaseIterable {
    case scramSHA256 = "SCRAM-SHA-256"
    case plain = "PLAIN"
    case login = "LOGIN"

    /// Whether whoever reads along learns the password.
    var revealsPassword: Bool { self != .scramSHA256 }
}

/// One attempt to log in (RFC 4954): challenge in, response out. Texts are without the Base 64 around them.
struct SASLExchange: Sendable {
    enum Problem: Error, Equatable {
        /// The server asked for something that the mechanism does not have.
        case unexpectedChallenge
        case scram(ScramSHA256.Problem)
    }

    private enum State {
        case plain
        /// LOGIN, which no RFC describes: the challenges are read by their number, for their words differ.
        case loginName, loginPassword
        case scramFirst(ScramSHA256), scramFinal(ScramSHA256)
        case over
    }

    let mechanism: SASLMechanism
    private let credentials: SubmissionSettings.Login
    private var state: State

    /// - Parameter nonce: for SCRAM only; a test passes its own.
    init(_ mechanism: SASLMechanism, _ credentials: SubmissionSettings.Login, nonce: String = randomToken(bytes: 24)) {
        self.mechanism = mechanism
        self.credentials = credentials
        switch mechanism {
        case .plain: state = .plain
        case .login: state = .loginName
        case .scramSHA256:
            state = .scramFirst(
                ScramSHA256(username: credentials.username, password: credentials.password, nonce: nonce))
        }
    }

    /// What goes out with the command; nil where the server speaks first.
    var initialResponse: String? {
        switch state {
        case .plain: "\0\(credentials.username)\0\(credentials.password)"
        case .scramFirst(let scram): scram.first
        default: nil
        }
    }

    /// Whether the server has shown all that it has to show before its 235 may be believed.
    var isProven: Bool {
        switch state {
        case .scramFirst, .scramFinal: false
        default: true
        }
    }

    /// Whether nothing depends on what a challenge says: prompts of LOGIN are in any language and, at some servers, not even
    /// in Base 64.
    var ignoresChallenges: Bool { mechanism != .scramSHA256 }

    mutating func answer(_ challenge: String) throws(Problem) -> String {
        switch state {
        case .loginName:
            state = .loginPassword
            return credentials.username
        case .loginPassword:
            state = .over
            return credentials.password
        case .scramFirst(var scram):
            do {
                let response = try scram.final(answering: challenge)
                state = .scramFinal(scram)
                return response
            } catch { throw .scram(error) }
        case .scramFinal(let scram):
            do { try scram.verify(challenge) } catch { throw .scram(error) }
            state = .over
            return ""
        case .plain:
            // Some servers overlook the initial response, and ask for it with an empty challenge.
            guard challenge.isEmpty, let response = initialResponse else { throw .unexpectedChallenge }
            state = .over
            return response
        case .over: throw .unexpectedChallenge
        }
    }
}
