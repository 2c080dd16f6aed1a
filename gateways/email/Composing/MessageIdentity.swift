// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
import Notation
import PosternCrypto

/// By which names our messages are known in the world of mail: the Message-ID, by which answers come and which everybody
/// knows who has a copy; and the envelope address, to which failures come. That one bears a tag which nobody can make
/// without our key, so that what comes to it is about that message indeed.
package struct MessageIdentity: Sendable {
    /// Lower case, ASCII.
    package let mailDomain: String
    private let key: [UInt8]

    /// The sub-address keeps the reports of one message apart; the account `bounces` can be nobody's.
    package static let bounceMailbox = "bounces"
    /// Hex digits: 64 bits, which nobody guesses over SMTP, and the local part stays within the 64 octets of RFC 5321
    /// section 4.5.3.1.1.
    private static let tagLength = 16

    /// - Parameter secret: of any length. It is used for nothing but to derive a key, with the domain in its label.
    package init(mailDomain: String, secret: String) {
        let mailDomain = mailDomain.lowercased()
        self.mailDomain = mailDomain
        key = HashAlgorithm.sha256.authenticationCode(
            for: Array("bounce addresses of \(mailDomain)".utf8), key: Array(secret.utf8))
    }

    // MARK: - Message-ID

    /// `<REFERENCE@mail_domain>`
    package var messageIDs: NetworkIDForm { NetworkIDForm(prefix: "<", suffix: "@\(mailDomain)>") }

    package func messageID(for reference: String) -> String { messageIDs.id(for: reference) }

    /// In the spelling in which we wrote it, where it has the form of ours: somebody may have changed the domain's.
    package func canonical(messageID id: String) -> String {
        reference(ofMessageID: id).map { messageID(for: $0) } ?? id
    }

    /// Whether the Message-ID has the form of ours; it proves nothing.
    package func isOurs(messageID id: some StringProtocol) -> Bool { reference(ofMessageID: id) != nil }

    /// nil where it has not the form of ours.
    package func reference(ofMessageID id: some StringProtocol) -> String? {
        guard id.hasPrefix("<"), id.hasSuffix(">"), id.utf8.count > 2 else { return nil }
        return localPart(ofOurs: id.dropFirst().dropLast()).flatMap { OutgoingMessage.isReference($0) ? $0 : nil }
    }

    // MARK: - Bounce address

    /// `bounces+REFERENCE-TAG@mail_domain`, the envelope sender of the message.
    package func bounceAddress(for reference: String) -> String {
        "\(Self.bounceMailbox)+\(reference)-\(tag(for: reference))@\(mailDomain)"
    }

    /// Our reference, where the address is the envelope sender of one of our messages; nil where its tag is wrong. In
    /// lower case: some servers change the case of an address.
    package func reference(inBounceAddress address: some StringProtocol) -> String? {
        guard let local = localPart(ofOurs: address)?.lowercased() else { return nil }
        let prefix = Self.bounceMailbox + "+"
        guard local.hasPrefix(prefix), let dash = local.lastIndex(of: "-") else { return nil }
        let reference = String(local[..<dash].dropFirst(prefix.count))
        guard OutgoingMessage.isReference(reference),
            constantTimeEqual(String(local[local.index(after: dash)...]), tag(for: reference))
        else { return nil }
        return reference
    }

    /// The same for every spelling of the reference.
    private func tag(for reference: String) -> String {
        let code = HashAlgorithm.sha256.authenticationCode(for: Array(reference.lowercased().utf8), key: key)
        return String(Hex.encode(code).prefix(Self.tagLength))
    }

    /// nil where the address is of another domain, or longer than a line of a header (RFC 5322 section 2.1.1).
    private func localPart(ofOurs address: some StringProtocol) -> String? {
        guard address.utf8.count <= 998, let at = address.lastIndex(of: "@") else { return nil }
        let domain = address[address.index(after: at)...]
        // Ids come by the dozen, and nearly all of them are of ASCII.
        let isOurs =
            domain.utf8.allSatisfy { $0 < 0x80 }
            ? domain.lowercased() == mailDomain : (try? DomainName(domain))?.text == mailDomain
        return isOurs ? String(address[..<at]) : nil
    }
}
