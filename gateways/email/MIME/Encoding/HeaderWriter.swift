// SPDX-License-Identifier: Apache-2.0

import Notation

package import struct Foundation.Date

/// Writes header fields: folded at 78 octets, ASCII but for addresses of RFC 6532, each with its CRLF. It takes typed
/// values only, and each of them can hold no line end, so one call always writes exactly one field.
package struct HeaderWriter: Sendable {
    /// The fields so far; the empty line that ends a header is not among them.
    package private(set) var bytes: [UInt8] = []

    /// RFC 5322 section 2.1.1: a line should be no longer, without its CRLF.
    static let preferredLine = 78

    package init() {}

    /// A field of free text; nothing where the text is empty.
    package mutating func add(_ name: FieldName, _ text: HeaderText) {
        guard !text.text.isEmpty else { return }
        let isEncoded = EncodedWordWriter.isNeeded(for: text.text)
        write(name, isEncoded ? words(of: text.text, in: name) : plainWords(of: text.text))
    }

    /// An address list; nothing where no address is left. What is too long to be an address is left out.
    package mutating func add(_ name: FieldName, _ mailboxes: [Mailbox]) {
        let room = Self.preferredLine - name.rawValue.utf8.count - 2
        let each = mailboxes.map { $0.headerAtoms(room: room) }.filter { !$0.isEmpty }
        guard !each.isEmpty else { return }
        var atoms: [String] = []
        for (index, list) in each.enumerated() {
            atoms += list
            if index < each.count - 1 { atoms[atoms.count - 1] += "," }
        }
        write(name, atoms)
    }

    /// Message-IDs; nothing where there are none.
    package mutating func add(_ name: FieldName, _ ids: [MessageID]) {
        guard !ids.isEmpty else { return }
        write(name, ids.map(\.text))
    }

    /// A date, in UTC.
    package mutating func add(_ name: FieldName, _ date: Date) {
        write(name, [HeaderDate.text(date)])
    }

    /// A value that stands in our own source.
    package mutating func add(_ name: FieldName, _ value: StaticString) {
        write(name, [value.description])
    }

    /// A type with its parameters (RFC 2045 section 5.1).
    package mutating func add(_ name: FieldName, _ type: MediaType, _ parameters: [HeaderParameter] = []) {
        write(name, [type.text], parameters)
    }

    /// A word of our own source with parameters, such as `attachment; filename=…` (RFC 2183).
    package mutating func add(_ name: FieldName, _ value: StaticString, _ parameters: [HeaderParameter]) {
        write(name, [value.description], parameters)
    }

    /// The server that made a delivery report (RFC 3464 section 2.2.2); nothing where the domain is none.
    package mutating func addReportingServer(_ domain: String) {
        guard let domain = DomainName.ascii(domain) else { return }
        write(.reportingMTA, ["dns;", domain])
    }

    /// Whom a delivery report is about (RFC 3464 section 2.3.2; RFC 6533 section 3 outside ASCII).
    package mutating func addFinalRecipient(_ mailbox: Mailbox) {
        guard !mailbox.headerAddress.isEmpty else { return }
        let isASCII = !mailbox.needsUTF8Header
        write(.finalRecipient, isASCII ? ["rfc822;", mailbox.headerAddress] : ["utf-8;", mailbox.escapedAddress])
    }

    private mutating func write(_ name: FieldName, _ atoms: [String], _ parameters: [HeaderParameter]) {
        var atoms = atoms
        for atom in parameters.flatMap(\.atoms) {
            atoms[atoms.count - 1] += ";"
            atoms.append(atom)
        }
        write(name, atoms)
    }

    /// Puts atoms, which are never broken, on as few lines as hold them.
    mutating func write(_ name: FieldName, _ atoms: [String]) {
        bytes += Array(name.rawValue.utf8)
        bytes.append(UInt8(ascii: ":"))
        var length = name.rawValue.utf8.count + 1
        for (index, atom) in atoms.enumerated() {
            let count = atom.utf8.count
            if index > 0, length + 1 + count > Self.preferredLine {
                bytes += [0x0D, 0x0A]
                length = 0
            }
            bytes.append(UInt8(ascii: " "))
            bytes += Array(atom.utf8)
            length += 1 + count
        }
        bytes += [0x0D, 0x0A]
    }

    private func words(of text: String, in name: FieldName) -> [String] {
        EncodedWordWriter.encode(text, room: Self.preferredLine - name.rawValue.utf8.count - 2)
    }

    private func plainWords(of text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    }
}
