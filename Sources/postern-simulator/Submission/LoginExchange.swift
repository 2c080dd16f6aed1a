// SPDX-License-Identifier: Apache-2.0

import Notation
import SMTP

/// The server's side of AUTH PLAIN (RFC 4616) and LOGIN, which no RFC describes.
struct LoginExchange: Equatable {
    enum Step: Equatable {
        case ask(Reply)
        case done(username: String, password: String)
        case refuse(Reply)
    }

    private enum Awaited: Equatable {
        case plain, username
        case password(username: String)
    }

    private static let malformed = Reply(501, EnhancedStatus(5, 5, 2), "That is no response to this challenge.")

    private var awaited: Awaited

    /// nil for a mechanism that the server does not have.
    init?(mechanism: String) {
        switch mechanism {
        case "PLAIN": awaited = .plain
        case "LOGIN": awaited = .username
        default: return nil
        }
    }

    /// - Parameter initial: the initial response in base 64; nil where the client waits for a challenge.
    mutating func begin(_ initial: String?) -> Step {
        guard let initial else { return .ask(Reply(334, nil, awaited == .plain ? "" : Self.challenge("Username:"))) }
        return answer(initial == "=" ? "" : initial)
    }

    /// - Parameter line: the client's response in base 64; `*` gives up.
    mutating func answer(_ line: String) -> Step {
        guard line != "*" else { return .refuse(Reply(501, EnhancedStatus(5, 7, 0), "The login was given up.")) }
        guard let bytes = Base64.decode(line, .strict) else { return .refuse(Self.malformed) }
        let text = String(decoding: bytes, as: UTF8.self)
        switch awaited {
        case .plain:
            let parts = text.split(separator: "\0", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return .refuse(Self.malformed) }
            return .done(username: String(parts[1]), password: String(parts[2]))
        case .username:
            awaited = .password(username: text)
            return .ask(Reply(334, nil, Self.challenge("Password:")))
        case .password(let username):
            return .done(username: username, password: text)
        }
    }

    private static func challenge(_ text: String) -> String { Base64.encode(Array(text.utf8)) }
}
