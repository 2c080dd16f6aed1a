// SPDX-License-Identifier: Apache-2.0

/// Whether two secrets are equal, in a time that depends on their length only: an attacker who measures it learns
/// nothing of where they differ. Different lengths are false at once.
package func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && LibCrypto.equal(left, right)
}

/// Whether two secrets have the same UTF-8 bytes (not the same canonical form), in constant time.
package func constantTimeEqual(_ left: String, _ right: String) -> Bool {
    constantTimeEqual(Array(left.utf8), Array(right.utf8))
}
