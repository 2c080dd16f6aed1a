// SPDX-License-Identifier: Apache-2.0

/// Signatures of RFC 8032, plain Ed25519 over the whole message.
package enum Ed25519 {
    /// The length of a raw public key, in bytes.
    package static let publicKeyByteCount = 32
    /// The length of a signature, in bytes.
    package static let signatureByteCount = 64

    /// Whether `signature` (64 bytes) was made over `message` by the owner of the raw `publicKey` (32 bytes). A key or
    /// signature of another length, or a key that is no point of the curve, is false.
    package static func isValid(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard publicKey.count == publicKeyByteCount, signature.count == signatureByteCount else { return false }
        return LibCrypto.verifyEd25519(signature: signature, message: message, publicKey: publicKey)
    }
}
