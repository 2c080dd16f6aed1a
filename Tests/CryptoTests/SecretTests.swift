// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternCrypto
import Testing

@Suite("Secrets")
struct SecretTests {
    @Test(
        "are compared byte by byte, and by length",
        arguments: [
            ("", "", true), ("secret", "secret", true), ("secret", "secreT", false), ("secret", "Secret", false),
            ("secret", "secre", false), ("secret", "secret\u{0}", false), ("", "s", false),
            // One character for Swift, two texts for a secret.
            ("\u{E9}", "e\u{301}", false),
        ])
    func compare(left: String, right: String, isEqual: Bool) {
        #expect(constantTimeEqual(left, right) == isEqual)
        #expect(constantTimeEqual(right, left) == isEqual)
        #expect(constantTimeEqual(Array(left.utf8), Array(right.utf8)) == isEqual)
    }

    @Test("random bytes have the length asked for, and differ")
    func random() {
        #expect(randomBytes(0).isEmpty)
        #expect(randomBytes(33).count == 33)
        #expect(Set((0..<1000).map { _ in randomBytes(16) }).count == 1000)
    }

    @Test("tokens are safe in a URL and carry all their bytes", arguments: [1, 16, 24, 32])
    func tokens(bytes: Int) {
        let token = randomToken(bytes: bytes)
        #expect(Base64.decode(token, .urlSafe)?.count == bytes)
        #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        #expect(token != randomToken(bytes: bytes) || bytes == 1)
    }
}
