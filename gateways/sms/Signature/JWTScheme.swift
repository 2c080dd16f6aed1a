// SPDX-License-Identifier: Apache-2.0

import PosternCrypto

/// A JSON Web Token (RFC 7519) that vouches for a request, signed with HS256, HS384 or HS512.
struct JWTScheme: Sendable, Equatable {
    let header: String
    /// The authentication scheme before the token, `Bearer`; nil where the header is the token alone.
    var authenticationScheme: String?
    var algorithms: Set<Algorithm> = [.hs256]
    /// Claims that must have exactly this value; `aud` may be a list that holds it.
    var claims: [String: Expectation] = [:]
    /// Claims that must be there.
    var required: Set<String> = []
    /// Seconds by which `exp`, `nbf` and `iat` may be off.
    var leeway = 0
    /// Seconds that `iat` may lie ahead or behind; nil where it is not looked at, and then `exp` has to limit the
    /// token.
    var issuedMaximumFuture: Int?
    var issuedMaximumAge: Int?
    var hashes: [Hash] = []

    /// RFC 7518 section 3.1; nothing else is ever accepted, `none` least of all.
    enum Algorithm: String, Sendable, CaseIterable {
        case hs256 = "HS256"
        case hs384 = "HS384"
        case hs512 = "HS512"

        var hash: HashAlgorithm {
            switch self {
            case .hs256: .sha256
            case .hs384: .sha384
            case .hs512: .sha512
            }
        }
    }

    enum Expectation: Sendable, Equatable {
        case text(String)
        /// The public URL of the request.
        case url
    }

    /// A claim that holds the lower-case hexadecimal SHA-256 of a part of the request.
    struct Hash: Sendable, Equatable {
        let claim: String
        let subject: Subject
        /// True where the claim is there exactly when the request has a body.
        var onlyWithBody = false

        enum Subject: String, Sendable {
            case body, url
        }
    }
}
