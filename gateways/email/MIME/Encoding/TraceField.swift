// SPDX-License-Identifier: Apache-2.0

import Notation

package import struct Foundation.Date

/// What a server writes on top of a mail that it has taken (RFC 5321 section 4.4): from whom, by whom, how and when.
/// What a client says of itself may be anything: it is written where it is a name or an address, and nowhere else.
package struct TraceField: Sendable {
    /// The name that the client gave itself.
    private let client: String
    /// `[192.0.2.1]`; nil where the client had no address.
    private let peer: String?
    private let server: String
    private let passage: Passage
    private let id: String
    private let recipient: String?
    private let date: Date

    /// How the mail came. Nobody logs in at Postern's door, so the `A` of RFC 3848 never stands there.
    package struct Passage: Sendable {
        /// RFC 3848, and RFC 6531 section 4.3.
        let word: String

        package init(isLMTP: Bool, isExtended: Bool, isTLS: Bool, isUTF8: Bool) {
            // Whoever asked for TLS had said EHLO.
            let name = isLMTP ? "LMTP" : (isExtended || isTLS) && !isUTF8 ? "ESMTP" : "SMTP"
            word = (isUTF8 ? "UTF8" : "") + name + (isTLS ? "S" : "")
        }
    }

    /// - Parameters:
    ///   - peer: the client's IP address.
    ///   - id: hex digits, by which the mail can be found again.
    ///   - recipient: nil where there are several: none of them is to learn of the others.
    package init(
        client: String, peer: String?, server: String, passage: Passage, id: String, recipient: Mailbox?, date: Date
    ) {
        self.client = Self.name(client) ?? "unknown"
        self.peer = peer.flatMap(Self.literal)
        self.server = Self.name(server) ?? "localhost"
        self.passage = passage
        self.id = String(decoding: id.utf8.filter { Hex.value(of: $0) != nil }, as: UTF8.self)
        let address = recipient.flatMap { $0.needsUTF8Header ? nil : $0.headerAddress } ?? ""
        self.recipient = address.isEmpty ? nil : address
        self.date = date
    }

    /// In parts that are never broken.
    fileprivate var atoms: [String] {
        var atoms = ["from", client] + (peer.map { ["(\($0))"] } ?? [])
        atoms += ["by", server, "with", passage.word]
        if !id.isEmpty { atoms += ["id", id] }
        if let recipient { atoms += ["for", "<\(recipient)>"] }
        atoms[atoms.count - 1] += ";"
        return atoms + HeaderDate.text(date).split(separator: " ").map(String.init)
    }

    private static func name(_ text: String) -> String? { DomainName.ascii(text) ?? AddressLiteral.parse(text) }

    /// RFC 5321 section 4.1.3; a zone, which means something on this machine only, is left out.
    private static func literal(_ address: String) -> String? {
        let address = address.prefix { $0 != "%" }
        guard !address.isEmpty, address.utf8.allSatisfy({ Hex.value(of: $0) != nil || ".:".utf8.contains($0) }) else {
            return nil
        }
        return address.contains(":") ? "[IPv6:\(address)]" : "[\(address)]"
    }
}

extension HeaderWriter {
    package mutating func add(_ trace: TraceField) {
        write(.received, trace.atoms)
    }
}
