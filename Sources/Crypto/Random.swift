// SPDX-License-Identifier: Apache-2.0

import Notation

/// `count` bytes from the system's cryptographic generator.
package func randomBytes(_ count: Int) -> [UInt8] {
    LibCrypto.random(count)
}

/// An unguessable token of `bytes` random bytes, written in base64url without padding: safe in a URL and a file name.
package func randomToken(bytes: Int) -> String {
    Base64.encodeURLSafe(randomBytes(bytes))
}
