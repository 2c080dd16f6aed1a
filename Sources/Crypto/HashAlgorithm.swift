// SPDX-License-Identifier: Apache-2.0

import Notation

/// The hashes that the outside asks for. MD5 and SHA-1 are here because XEP-0114 and some providers sign with them;
/// nothing of our own may rest on them.
package enum HashAlgorithm: String, Sendable, CaseIterable {
    case md5
    case sha1
    case sha256
    case sha384
    case sha512

    /// The length of a digest, in bytes.
    package var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of `bytes`: `byteCount` bytes.
    package func digest(of bytes: [UInt8]) -> [UInt8] {
        LibCrypto.digest(self, of: bytes)
    }

    /// The digest of `bytes` in lower-case hex, as XEP-0114's handshake and most providers write it.
    package func hexDigest(of bytes: [UInt8]) -> String {
        Hex.encode(digest(of: bytes))
    }

    /// The HMAC of `message` under `key` (RFC 2104): `byteCount` bytes. A key may have any length, none too.
    package func authenticationCode(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        LibCrypto.authenticationCode(self, for: message, key: key)
    }

    /// PBKDF2 (RFC 8018 section 5.2) with the HMAC of this hash: `byteCount` bytes, made slow by `iterations` (at least
    /// 1) so that a stolen result is expensive to guess back. A password may be empty.
    package func derivedKey(password: [UInt8], salt: [UInt8], iterations: Int32) -> [UInt8] {
        LibCrypto.derivedKey(self, password: password, salt: salt, iterations: max(1, iterations))
    }
}
