// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternCrypto

/// How one provider proves that a webhook is its own: data, written in a descriptor's `[schemes.NAME]` or in the
/// library.
package struct SignatureScheme: Sendable, Equatable {
    /// As a descriptor names it: `twilio-form`.
    package let name: String
    let verifier: Verifier

    enum Verifier: Sendable, Equatable {
        case hmac(HMACScheme)
        case ed25519(Ed25519Scheme)
        case jwt(JWTScheme)
        case basic
        case token(TokenPlace)
        case plivoV3(PlivoV3Scheme)
    }

    /// The query parameter in which a fixed token travels, so that callback URLs can carry it; nil for every other
    /// scheme.
    package var tokenParameter: String? {
        if case .token(.query(let name)) = verifier { name } else { nil }
    }

    /// False for a signature that leaves the query of a request open to forgery. What signs nothing vouches for its
    /// sender.
    var coversQuery: Bool {
        switch verifier {
        case .hmac(let scheme): scheme.message.coversQuery
        case .ed25519(let scheme): scheme.message.coversQuery
        case .jwt, .basic, .token, .plivoV3: true
        }
    }

    /// The scheme with a key, as the operator wrote it in the settings.
    func verifier(key: String) throws(SignatureKeyProblem) -> any SignatureVerifier {
        guard !key.utf8.allSatisfy({ $0 <= 0x20 }) else { throw .empty }
        return switch verifier {
        case .hmac(let scheme): try HMACVerifier(scheme, key: key)
        case .ed25519(let scheme): try Ed25519Verifier(scheme, key: key)
        case .jwt(let scheme): JWTVerifier(scheme, key: key)
        case .basic: try BasicVerifier(credentials: key)
        case .token(let place): TokenVerifier(place: place, token: key)
        case .plivoV3(let scheme): PlivoV3Verifier(scheme, key: key)
        }
    }
}

/// A keyed hash over parts of the request.
struct HMACScheme: Sendable, Equatable {
    let algorithm: HashAlgorithm
    /// A header that may name another algorithm; nil where there is only one.
    var algorithmChoice: AlgorithmChoice?
    var keying = Keying.hmac
    var key = KeyEncoding()
    let message: SignedMessage
    let signature: SignaturePlace
    var portVariants = PortVariants.none
    var timestamp: TimestampWindow?
    /// A hash of the body inside the signed URL; nil where the scheme has none.
    var bodyHash: BodyHash?
    var requiredHeaders: [String] = []

    enum Keying: String, Sendable, CaseIterable {
        /// RFC 2104.
        case hmac
        /// A plain hash with the secret appended to the message (Vonage's oldest scheme).
        case append
    }

    /// `Name: key=1,algorithm=HMAC_SHA256`: the value of `key` is looked up in `map`; an unknown one is refused.
    struct AlgorithmChoice: Sendable, Equatable {
        let header: String
        let key: String
        let map: [String: HashAlgorithm]
    }

    /// A query parameter with the lower-case hexadecimal hash of the body; needed for every body that is no form.
    struct BodyHash: Sendable, Equatable {
        let parameter: String
        let algorithm: HashAlgorithm
    }
}

/// How the operator's text becomes key bytes.
struct KeyEncoding: Sendable, Equatable {
    /// Taken off where the text begins with it: `whsec_`.
    var prefix = ""
    var isBase64 = false

    func bytes(of text: String) throws(SignatureKeyProblem) -> [UInt8] {
        let rest = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        guard isBase64 else { return try nonEmpty(Array(rest.utf8)) }
        guard let bytes = Base64.decode(rest, .strict) else {
            throw SignatureKeyProblem("the secret is not base64; copy it again from the provider")
        }
        return try nonEmpty(bytes)
    }

    private func nonEmpty(_ bytes: [UInt8]) throws(SignatureKeyProblem) -> [UInt8] {
        guard !bytes.isEmpty else { throw .empty }
        return bytes
    }
}

/// An Ed25519 signature (RFC 8032) over parts of the request.
struct Ed25519Scheme: Sendable, Equatable {
    let message: SignedMessage
    /// Always base64.
    let header: String
    var timestamp: TimestampWindow?
}

/// Where a constant secret stands.
enum TokenPlace: Sendable, Equatable {
    case query(String)
    case header(String)
    /// A field of the form or of the JSON body.
    case field(Pointer)
}
