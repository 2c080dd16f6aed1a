// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternCrypto
import Testing

@Suite("Hashes")
struct HashAlgorithmTests {
    struct Digest: Sendable, CustomTestStringConvertible {
        let algorithm: HashAlgorithm
        let message: String
        let hex: String

        var testDescription: String { "\(algorithm.rawValue) of \"\(message)\"" }
    }

    /// RFC 1321, appendix A.5; FIPS 180-4 examples (`abc`) and the well-known digests of nothing.
    static let digests = [
        Digest(algorithm: .md5, message: "", hex: "d41d8cd98f00b204e9800998ecf8427e"),
        Digest(algorithm: .md5, message: "abc", hex: "900150983cd24fb0d6963f7d28e17f72"),
        Digest(algorithm: .md5, message: "message digest", hex: "f96b697d7cb7938d525a2f31aaf161d0"),
        Digest(algorithm: .sha1, message: "", hex: "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        Digest(algorithm: .sha1, message: "abc", hex: "a9993e364706816aba3e25717850c26c9cd0d89d"),
        Digest(
            algorithm: .sha256, message: "", hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        Digest(
            algorithm: .sha256, message: "abc",
            hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        Digest(
            algorithm: .sha384, message: "abc",
            hex: "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7"),
        Digest(
            algorithm: .sha512, message: "abc",
            hex: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
    ]

    @Test("give the digests of the standards", arguments: digests)
    func digest(_ given: Digest) {
        let message = Array(given.message.utf8)
        #expect(given.algorithm.hexDigest(of: message) == given.hex)
        #expect(given.algorithm.digest(of: message).count == given.algorithm.byteCount)
    }

    @Test("take a message longer than a block")
    func longMessage() {
        // FIPS 180-4, a million times "a".
        let message = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(HashAlgorithm.sha1.hexDigest(of: message) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
    }

    @Test("are named as descriptors write them")
    func names() {
        #expect(HashAlgorithm.allCases.map(\.rawValue) == ["md5", "sha1", "sha256", "sha384", "sha512"])
    }

    struct Code: Sendable, CustomTestStringConvertible {
        let algorithm: HashAlgorithm
        let key: [UInt8]
        let message: [UInt8]
        let hex: String

        var testDescription: String { "HMAC \(algorithm.rawValue), key of \(key.count) bytes" }
    }

    /// RFC 2202 (MD5, SHA-1) and RFC 4231 (SHA-2): test cases 1, 2 and 6.
    static let codes: [Code] = {
        let short = [UInt8](repeating: 0x0B, count: 20)
        let long = [UInt8](repeating: 0xAA, count: 131)
        let greeting = Array("Hi There".utf8)
        let jefe = Array("Jefe".utf8)
        let question = Array("what do ya want for nothing?".utf8)
        let larger = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        return [
            Code(algorithm: .md5, key: jefe, message: question, hex: "750c783e6ab0b503eaa86e310a5db738"),
            Code(algorithm: .sha1, key: short, message: greeting, hex: "b617318655057264e28bc0b6fb378c8ef146be00"),
            Code(algorithm: .sha1, key: jefe, message: question, hex: "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            Code(
                algorithm: .sha256, key: short, message: greeting,
                hex: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            Code(
                algorithm: .sha256, key: jefe, message: question,
                hex: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            Code(
                algorithm: .sha256, key: long, message: larger,
                hex: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
            Code(
                algorithm: .sha384, key: jefe, message: question,
                hex: "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                    + "8e2240ca5e69e2c78b3239ecfab21649"),
            Code(
                algorithm: .sha512, key: jefe, message: question,
                hex: "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                    + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
            Code(
                algorithm: .sha256, key: [], message: [],
                hex: "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ]
    }()

    @Test("give the authentication codes of the standards", arguments: codes)
    func authenticationCode(_ given: Code) {
        #expect(Hex.encode(given.algorithm.authenticationCode(for: given.message, key: given.key)) == given.hex)
    }

    /// RFC 6070 (SHA-1) and RFC 7914 section 11 (SHA-256, its first 32 bytes).
    @Test(
        "give the keys of the standards",
        arguments: [
            (HashAlgorithm.sha1, "password", "salt", 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
            (.sha1, "password", "salt", 4096, "4b007901b765489abead49d926f721d065a429c1"),
            (
                .sha256, "passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
            ),
        ] as [(HashAlgorithm, String, String, Int32, String)])
    func derivedKey(
        _ algorithm: HashAlgorithm, _ password: String, _ salt: String, _ iterations: Int32, _ hex: String
    ) {
        let key = algorithm.derivedKey(
            password: Array(password.utf8), salt: Array(salt.utf8), iterations: iterations)
        #expect(Hex.encode(key) == hex)
    }

    @Test("derive a key from an empty password and salt")
    func emptyKey() {
        #expect(HashAlgorithm.sha256.derivedKey(password: [], salt: [], iterations: 0).count == 32)
    }
}
