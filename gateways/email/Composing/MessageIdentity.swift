// SPDX-License-Identifier: Apache-2.0

/// By which names our messages are known in the world of mail, and back: the Message-ID, by which answers come, and the
/// envelope address of the message, to which failures come. Both are made of our own reference alone.
package struct MessageIdentity: Sendable, Equatable {
    /// Lower case, ASCII.
    package let mailDomain: String

    /// The sub-address keeps the reports of one message apart; the account `bounces` can be nobody's.
    package static let bounceMailbox = "bounces"

    package init(mailDomain: String) {
        self.mailDomain = mailDomain.lowercased()
    }

    /// `<REFERENCE@mail_domain>`
    package func messageID(for reference: String) -> String {
        "<\(reference)@\(mailDomain)>"
    }

    /// Our reference, where the Message-ID is one of ours.
    package func reference(inMessageID id: some StringProtocol) -> String? {
        guard id.hasPrefix("<"), id.hasSuffix(">"), id.utf8.count > 2 else { return nil }
        return reference(inAddress: id.dropFirst().dropLast())
    }

    /// `bounces+REFERENCE@mail_domain`, the envelope sender of the message.
    package func bounceAddress(for reference: String) -> String {
        "\(Self.bounceMailbox)+\(reference)@\(mailDomain)"
    }

    /// Our reference, where the address is the envelope sender of one of our messages.
    package func reference(inBounceAddress address: some StringProtocol) -> String? {
        let prefix = Self.bounceMailbox + "+"
        guard address.prefix(prefix.count).lowercased() == prefix else { return nil }
        return reference(inAddress: address.dropFirst(prefix.count))
    }

    private func reference(inAddress address: some StringProtocol) -> String? {
        guard let at = address.lastIndex(of: "@"), address[address.index(after: at)...].lowercased() == mailDomain
        else { return nil }
        // Ours have no upper case: some servers change the case of an address.
        let reference = address[..<at].lowercased()
        return Self.isReference(reference) ? reference : nil
    }

    /// `[A-Za-z0-9_-]{1,40}`, as every reference is.
    package static func isReference(_ text: some StringProtocol) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
