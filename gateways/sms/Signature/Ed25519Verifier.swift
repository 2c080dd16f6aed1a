// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import PosternCrypto

/// Checks an Ed25519 signature (`ed25519`, RFC 8032); the operator's secret is the provider's public key in base64.
struct Ed25519Verifier: SignatureVerifier {

    private let scheme: Ed25519Scheme
    private let publicKey: [UInt8]

    init(_ scheme: Ed25519Scheme, key: String) throws(SignatureKeyProblem) {
        guard let publicKey = Base64.decode(key, .strict), publicKey.count == Ed25519.publicKeyByteCount else {
            throw SignatureKeyProblem("it is not a public key: 32 bytes in base64, as the provider shows it")
        }
        self.scheme = scheme
        self.publicKey = publicKey
    }

    func verify(_ request: WebhookRequest) throws(SignatureFailure) {
        try scheme.timestamp?.check(request)
        let text = try request.required(header: scheme.header)
        guard let signature = Base64.decode(text, .strict), signature.count == Ed25519.signatureByteCount else {
            throw SignatureFailure("the header \(scheme.header) is no Ed25519 signature in base64")
        }
        let message = try scheme.message.bytes(of: request, url: request.url)
        guard Ed25519.isValid(signature: signature, message: message, publicKey: publicKey) else { throw .mismatch }
    }
}
