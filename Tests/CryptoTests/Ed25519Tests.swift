// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternCrypto
import Testing

@Suite("Ed25519")
struct Ed25519Tests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let publicKey: String
        let message: String
        let signature: String

        var testDescription: String { name }
    }

    /// RFC 8032, section 7.1.
    static let vectors = [
        Vector(
            name: "test 1, no message",
            publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
            signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb88215"
                + "90a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        Vector(
            name: "test 2, one byte",
            publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
            signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e4"
                + "3e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        Vector(
            name: "test 3, two bytes",
            publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
            signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b53"
                + "8d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ]

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.utf8.compactMap(Hex.value(of:))
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    @Test("takes the signatures of the standard, and none that differs in anything", arguments: vectors)
    func verifies(_ vector: Vector) {
        let (key, message) = (Self.bytes(vector.publicKey), Self.bytes(vector.message))
        let signature = Self.bytes(vector.signature)
        #expect(Ed25519.isValid(signature: signature, message: message, publicKey: key))

        #expect(!Ed25519.isValid(signature: signature, message: message + [0], publicKey: key))
        for index in [0, 31, 32, 63] {
            var other = signature
            other[index] ^= 1
            #expect(!Ed25519.isValid(signature: other, message: message, publicKey: key), "byte \(index)")
        }
        var otherKey = key
        otherKey[0] ^= 1
        #expect(!Ed25519.isValid(signature: signature, message: message, publicKey: otherKey))
    }

    @Test(
        "refuses a key or signature of another length",
        arguments: [(0, 64), (31, 64), (33, 64), (32, 0), (32, 63), (32, 65)])
    func refusesLength(keyLength: Int, signatureLength: Int) {
        let key = [UInt8](repeating: 1, count: keyLength)
        let signature = [UInt8](repeating: 1, count: signatureLength)
        #expect(!Ed25519.isValid(signature: signature, message: [1], publicKey: key))
    }
}
