// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import PosternCrypto

import struct Foundation.Date

/// Checks a JSON Web Token (`jwt`): signature first, then the clock, then what it says of the request.
struct JWTVerifier: SignatureVerifier {
    private let scheme: JWTScheme
    private let key: [UInt8]

    init(_ scheme: JWTScheme, key: String) {
        self.scheme = scheme
        self.key = Array(key.utf8)
    }

    func verify(_ request: WebhookRequest) throws(SignatureFailure) {
        let claims = try claims(of: token(in: request))
        for name in scheme.required where claims[name] == nil { throw SignatureFailure("the token has no \(name)") }
        try checkTimes(of: claims, now: request.receivedAt.timeIntervalSince1970)
        for (name, expectation) in scheme.claims { try check(claims[name], name, expectation, request) }
        for hash in scheme.hashes { try check(claims[hash.claim], hash, request) }
    }

    private func token(in request: WebhookRequest) throws(SignatureFailure) -> String {
        let header = try request.required(header: scheme.header)
        guard let expected = scheme.authenticationScheme else { return header }
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == expected.lowercased() else {
            throw SignatureFailure("the header \(scheme.header) holds no \(expected) token")
        }
        return String(parts[1])
    }

    /// The claims of a token whose signature is right.
    private func claims(of token: String) throws(SignatureFailure) -> [String: JSONValue] {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Self.object(parts[0]), let given = Base64.decode(parts[2], .urlSafe) else {
            throw SignatureFailure("the token is no JSON Web Token")
        }
        // RFC 7515 section 4.1.11: whoever does not understand `crit` must refuse.
        guard let algorithm = header["alg"]?.text.flatMap(JWTScheme.Algorithm.init), header["crit"] == nil,
            scheme.algorithms.contains(algorithm)
        else {
            throw SignatureFailure("the token is signed by an algorithm that this provider does not use")
        }
        let expected = algorithm.hash.authenticationCode(for: Array("\(parts[0]).\(parts[1])".utf8), key: key)
        guard constantTimeEqual(given, expected) else { throw .mismatch }
        guard let claims = Self.object(parts[1]) else { throw SignatureFailure("the token holds no claims") }
        return claims
    }

    private static func object(_ text: String) -> [String: JSONValue]? {
        guard let bytes = Base64.decode(text, .urlSafe), case .object(let members)? = try? JSONValue(parsing: bytes)
        else {
            return nil
        }
        return members
    }

    /// RFC 7519 sections 4.1.4 to 4.1.6; `now` in seconds since 1970.
    private func checkTimes(of claims: [String: JSONValue], now: Double) throws(SignatureFailure) {
        let leeway = Double(scheme.leeway)
        if let expires = try time("exp", claims), expires <= now - leeway {
            throw SignatureFailure("the token expired")
        }
        if let starts = try time("nbf", claims), starts > now + leeway {
            throw SignatureFailure("the token is not valid yet")
        }
        guard let issued = try time("iat", claims) else {
            guard scheme.issuedMaximumAge == nil else { throw SignatureFailure("the token has no iat") }
            return
        }
        if let future = scheme.issuedMaximumFuture, issued > now + leeway + Double(future) {
            throw SignatureFailure("the token was issued in the future")
        }
        if let age = scheme.issuedMaximumAge, issued < now - leeway - Double(age) {
            throw SignatureFailure("the token was issued more than \(age) s ago")
        }
    }

    private func time(_ name: String, _ claims: [String: JSONValue]) throws(SignatureFailure) -> Double? {
        guard let claim = claims[name] else { return nil }
        guard case .number(let text) = claim, let seconds = Double(text), seconds.isFinite else {
            throw SignatureFailure("the token's \(name) is no time")
        }
        return seconds
    }

    private func check(
        _ claim: JSONValue?, _ name: String, _ expectation: JWTScheme.Expectation, _ request: WebhookRequest
    ) throws(SignatureFailure) {
        let expected =
            switch expectation {
            case .text(let text): text
            case .url: request.url
            }
        let values = name == "aud" ? claim?.elements ?? [claim ?? .null] : [claim ?? .null]
        guard values.contains(.string(expected)) else {
            throw SignatureFailure("the token's \(name) is not the one of this provider and webhook")
        }
    }

    private func check(_ claim: JSONValue?, _ hash: JWTScheme.Hash, _ request: WebhookRequest)
        throws(SignatureFailure)
    {
        if hash.onlyWithBody, request.body.isEmpty {
            guard claim == nil else { throw SignatureFailure("the token speaks of a body that is not there") }
            return
        }
        let subject = hash.subject == .body ? request.body : Array(request.url.utf8)
        guard case .string(let given)? = claim, constantTimeEqual(given, HashAlgorithm.sha256.hexDigest(of: subject))
        else {
            throw SignatureFailure("the token's \(hash.claim) is not the hash of this request")
        }
    }
}
