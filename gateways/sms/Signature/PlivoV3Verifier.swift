// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto

/// Where Plivo's signature and its nonce stand.
struct PlivoV3Scheme: Sendable, Equatable {
    let signature: SignaturePlace
    let nonceHeader: String
}

/// Checks Plivo's signature V3 (`plivo_v3`): base64 of HMAC-SHA256 over `URL?QUERY.PARAMETERS.NONCE`, where what is
/// absent takes its punctuation with it in a way that no list of parts can say.
struct PlivoV3Verifier: SignatureVerifier {
    private let scheme: PlivoV3Scheme
    private let key: [UInt8]

    init(_ scheme: PlivoV3Scheme, key: String) {
        self.scheme = scheme
        self.key = Array(key.utf8)
    }

    func verify(_ request: WebhookRequest) throws(SignatureFailure) {
        let nonce = try request.required(header: scheme.nonceHeader)
        let texts = try scheme.signature.texts(in: request, parameters: nil)
        let message = try signedURL(of: request) + ".".utf8 + nonce.utf8
        guard scheme.signature.matches(HashAlgorithm.sha256.authenticationCode(for: message, key: key), texts) else {
            throw .mismatch
        }
    }

    /// `BASE?a=1&b=2.From1To2`: the query sorted and decoded, then the form's names and values joined without anything.
    private func signedURL(of request: WebhookRequest) throws(SignatureFailure) -> [UInt8] {
        let query = try SignedParameters.form(request.query).sorted(by: FormData.Field.precedes)
        let form = try SignedParameters.formBody(of: request).sorted(by: FormData.Field.precedes)
        var bytes = Array(request.url.utf8.prefix { $0 != UInt8(ascii: "?") })
        if !query.isEmpty || !form.isEmpty { bytes += "?".utf8 }
        bytes += query.map { $0.name + "=".utf8 + $0.value }.joined(separator: "&".utf8)
        if !query.isEmpty && !form.isEmpty { bytes += ".".utf8 }
        for field in form { bytes += field.name + field.value }
        return bytes
    }
}
