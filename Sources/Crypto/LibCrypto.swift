// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// OpenSSL's libcrypto 3.0. Every pointer of this module is in this file, and none leaves the call that made it.
///
/// The traps are for a libcrypto that cannot do its work at all (out of memory, no entropy, an algorithm switched off
/// in `openssl.cnf`): going on would mean guessable tokens and unchecked signatures. No input reaches them.
enum LibCrypto {
    static func digest(_ algorithm: HashAlgorithm, of bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { digest, count in
            let done = EVP_Digest(bytes, bytes.count, digest.baseAddress, nil, method(algorithm), nil)
            precondition(done == 1, "libcrypto refuses \(algorithm.rawValue); see openssl.cnf")
            count = algorithm.byteCount
        }
    }

    static func authenticationCode(_ algorithm: HashAlgorithm, for message: [UInt8], key: [UInt8]) -> [UInt8] {
        // HMAC() takes a null key for "the key of before": an empty one must still be an address.
        let padded = key.isEmpty ? [0] : key
        return [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { code, count in
            let done = HMAC(
                method(algorithm), padded, Int32(key.count), message, message.count, code.baseAddress, nil)
            precondition(done != nil, "libcrypto refuses HMAC with \(algorithm.rawValue); see openssl.cnf")
            count = algorithm.byteCount
        }
    }

    /// At least one iteration; the key is as long as a digest.
    static func derivedKey(
        _ algorithm: HashAlgorithm, password: [UInt8], salt: [UInt8], iterations: Int32
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { key, count in
            let done = password.withUnsafeBytes { password in
                PKCS5_PBKDF2_HMAC(
                    password.bindMemory(to: CChar.self).baseAddress, Int32(password.count), salt, Int32(salt.count),
                    iterations, method(algorithm), Int32(algorithm.byteCount), key.baseAddress)
            }
            precondition(done == 1, "libcrypto refuses PBKDF2 with \(algorithm.rawValue); see openssl.cnf")
            count = algorithm.byteCount
        }
    }

    static func verifyEd25519(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count) else {
            return false
        }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        // Ed25519 hashes by itself: no digest may be named.
        guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// Both must have the same length.
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        CRYPTO_memcmp(left, right, left.count) == 0
    }

    static func random(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            let done = RAND_bytes(bytes.baseAddress, Int32(count))
            precondition(done == 1, "libcrypto has no random bytes")
            filled = count
        }
    }

    private static func method(_ algorithm: HashAlgorithm) -> OpaquePointer? {
        switch algorithm {
        case .md5: EVP_md5()
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        }
    }
}
