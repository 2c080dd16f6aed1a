// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternCrypto

/// The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding: neither side learns the other's
/// copy of the password, and both prove that they have it.
struct ScramSHA256: Sendable {
    enum Problem: Error, Equatable {
        /// A message that RFC 5802 does not allow, or a nonce that is not a longer one of ours.
        case malformed
        /// Fewer or more rounds than we calculate with.
        case iterations(Int)
        /// The server's own word (`e=`).
        case refused(String)
        /// The server does not know the password: it is not the server.
        case wrongSignature
    }

    /// RFC 7677 section 4 asks for at least 4,096 rounds. The upper limit keeps a hostile server from keeping us busy
    /// (it is about half a second).
    static let iterations = 4_096...1_000_000

    private static let mechanism = HashAlgorithm.sha256
    /// No channel binding, no authorization identity (`gs2-header`).
    private static let header = "n,,"

    private let password: [UInt8]
    private let nonce: String
    private let bareFirst: String
    /// Known after `final(answering:)`.
    private var serverSignature: [UInt8]?

    /// - Parameter nonce: unguessable, printable and without a comma.
    init(username: String, password: String, nonce: String = randomToken(bytes: 24)) {
        self.password = Array(password.utf8)
        self.nonce = nonce
        bareFirst = "n=\(Self.escaped(username)),r=\(nonce)"
    }

    /// `client-first-message`.
    var first: String { Self.header + bareFirst }

    /// `client-final-message`, which answers the server's first one.
    mutating func final(answering serverFirst: String) throws(Problem) -> String {
        let (salt, iterations, fullNonce) = try challenge(serverFirst)
        let saltedPassword = Self.mechanism.derivedKey(password: password, salt: salt, iterations: iterations)
        let clientKey = Self.code("Client Key", key: saltedPassword)
        let storedKey = Self.mechanism.digest(of: clientKey)
        let withoutProof = "c=\(Base64.encode(Array(Self.header.utf8))),r=\(fullNonce)"
        let exchange = "\(bareFirst),\(serverFirst),\(withoutProof)"
        let signature = Self.code(exchange, key: storedKey)
        serverSignature = Self.code(exchange, key: Self.code("Server Key", key: saltedPassword))
        let proof = zip(clientKey, signature).map { $0 ^ $1 }
        return "\(withoutProof),p=\(Base64.encode(proof))"
    }

    /// Checks `server-final-message`.
    func verify(_ serverFinal: String) throws(Problem) {
        let attribute = serverFinal.prefix { $0 != "," }
        if attribute.hasPrefix("e=") { throw .refused(String(attribute.dropFirst(2))) }
        guard attribute.hasPrefix("v="), let signature = Base64.decode(String(attribute.dropFirst(2)), .strict),
            let serverSignature
        else { throw .malformed }
        guard constantTimeEqual(signature, serverSignature) else { throw .wrongSignature }
    }

    /// `server-first-message`: nonce, salt and rounds, in this order; extensions may follow, a mandatory one (`m=`) in
    /// front of them may not.
    private func challenge(
        _ text: String
    ) throws(Problem) -> (salt: [UInt8], iterations: Int32, nonce: Substring) {
        let attributes = text.split(separator: ",", omittingEmptySubsequences: false)
        guard attributes.count >= 3, attributes[0].hasPrefix("r="), attributes[1].hasPrefix("s="),
            attributes[2].hasPrefix("i="), let salt = Base64.decode(String(attributes[1].dropFirst(2)), .strict),
            !salt.isEmpty,
            let iterations = Int(attributes[2].dropFirst(2))
        else { throw .malformed }
        let fullNonce = attributes[0].dropFirst(2)
        guard fullNonce.hasPrefix(nonce), fullNonce.utf8.count > nonce.utf8.count else { throw .malformed }
        guard Self.iterations.contains(iterations) else { throw .iterations(iterations) }
        return (salt, Int32(iterations), fullNonce)
    }

    private static func code(_ message: String, key: [UInt8]) -> [UInt8] {
        mechanism.authenticationCode(for: Array(message.utf8), key: key)
    }

    /// `saslname`: a comma would end it. The name is sent as it was configured; SASLprep changes no ASCII.
    private static func escaped(_ username: String) -> String {
        username.reduce(into: "") { escaped, character in
            switch character {
            case ",": escaped += "=2C"
            case "=": escaped += "=3D"
            default: escaped.append(character)
            }
        }
    }
}
