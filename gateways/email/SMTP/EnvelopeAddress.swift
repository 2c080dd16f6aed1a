// SPDX-License-Identifier: Apache-2.0

/// A mailbox as an envelope names it (RFC 5321 section 4.1.2, RFC 6531 section 3.3): `local@domain`.
///
/// Whatever the text was, a value holds no control character, so that none can break a command.
package struct EnvelopeAddress: Hashable, Sendable, CustomStringConvertible {
    /// Octets of a local part. Section 4.5.3.1.1 asks for 64 at least; bounce addresses of large senders are longer.
    package static let localPartLimit = 255
    /// Octets of a domain (section 4.5.3.1.2).
    package static let domainLimit = 255

    /// What the local part means, without quotes and backslashes; its case is kept.
    package let localPart: String
    /// Lower case where it is ASCII; an address literal with its brackets.
    package let domain: String

    /// nil where a part is empty, too long, or has a character that no envelope can carry.
    package init?(localPart: String, domain: String) {
        guard (1...Self.localPartLimit).contains(localPart.utf8.count),
            localPart.unicodeScalars.allSatisfy({ !AddressGrammar.isControl($0) }),
            AddressGrammar.isDomain(Array(domain.utf8)[...]) || AddressGrammar.isLiteral(domain)
        else { return nil }
        self.localPart = localPart
        self.domain = AddressGrammar.lowercased(domain)
    }

    /// `local@domain`, the local part quoted or not; nil where the text is no mailbox, or more than that.
    package init?(_ text: String) {
        var scanner = ByteScanner(Array(text.utf8)[...])
        guard let address = AddressGrammar.takeMailbox(&scanner), scanner.isAtEnd else { return nil }
        self = address
    }

    /// As a command writes it, the local part quoted where it has to be.
    package var description: String {
        AddressGrammar.written(localPart) + "@" + domain
    }

    /// Whether it goes without SMTPUTF8 (RFC 6531).
    package var isASCII: Bool {
        localPart.utf8.allSatisfy { $0 < 0x80 } && domain.utf8.allSatisfy { $0 < 0x80 }
    }
}
