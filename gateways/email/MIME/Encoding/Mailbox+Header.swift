// SPDX-License-Identifier: Apache-2.0

import Notation

extension Mailbox {
    /// RFC 5321 section 4.5.3.1.3 allows 256 octets; a little more is written, what is much longer is no address.
    private static let longestAddress = 500

    /// How the mailbox is written into a header, in parts that are never broken; empty where it is no address at all.
    /// Its name and address may be anything: they cannot leave their place.
    ///
    /// - Parameter room: Octets that are left on the first line.
    func headerAtoms(room: Int) -> [String] {
        let address = headerAddress
        guard !address.isEmpty, address.utf8.count <= Self.longestAddress else { return [] }
        let name = HeaderText(displayName ?? "").text
        guard !name.isEmpty else { return [address] }
        return phrase(name, room: room) + ["<\(address)>"]
    }

    /// `local@domain` as RFC 5322 writes it: the local part quoted where it must be, the domain in ASCII. Characters
    /// outside ASCII remain in the local part only; such a header is one of RFC 6532.
    package var headerAddress: String {
        guard let at = address.lastIndex(of: "@") else { return "" }
        let local = LocalPart.write(address[..<at])
        let domain = String(address[address.index(after: at)...])
        guard !local.isEmpty, let ascii = DomainName.ascii(domain) ?? AddressLiteral.parse(domain) else { return "" }
        return "\(local)@\(ascii)"
    }

    /// True where a header with this address needs SMTPUTF8 (RFC 6531).
    package var needsUTF8Header: Bool {
        headerAddress.utf8.contains { $0 >= 0x80 }
    }

    /// The address in ASCII alone, every other character as `\x{HEX}` (RFC 6533 section 3).
    var escapedAddress: String {
        headerAddress.unicodeScalars.map { scalar -> String in
            if scalar.isASCII, scalar != "\\" { return String(scalar) }
            return "\\x{\(String(scalar.value, radix: 16, uppercase: true))}"
        }.joined()
    }

    /// A display name: as it is, quoted, or in encoded words.
    private func phrase(_ name: String, room: Int) -> [String] {
        guard !EncodedWordWriter.isNeeded(for: name), name.utf8.count <= 60 else {
            return EncodedWordWriter.encode(name, room: room)
        }
        let isPlain = name.utf8.allSatisfy { LocalPart.isAtomText($0) || $0 == 0x20 }
        return isPlain ? [name] : [QuotedString.write(name)]
    }
}

/// The local part of an address (RFC 5322 section 3.4.1, RFC 6532).
package enum LocalPart {
    /// As it stands in a header or an envelope: a dot-atom where it can be one, else quoted. Control characters are left
    /// out. Empty for an empty one.
    package static func write(_ text: some StringProtocol) -> String {
        let plain = HeaderText(unquoted(text)).text
        guard !plain.isEmpty else { return "" }
        return isDotAtom(plain) ? plain : QuotedString.write(plain)
    }

    /// Without the quotes and backslashes of a quoted string; anything else unchanged.
    package static func unquoted(_ text: some StringProtocol) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
        var plain = ""
        var isEscaped = false
        for scalar in text.dropFirst().dropLast().unicodeScalars {
            if scalar == "\\", !isEscaped {
                isEscaped = true
            } else {
                plain.unicodeScalars.append(scalar)
                isEscaped = false
            }
        }
        return plain
    }

    /// Atoms joined by single dots; characters outside ASCII count as text.
    package static func isDotAtom(_ text: String) -> Bool {
        let atoms = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
            && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace }
    }

    /// RFC 5322 section 3.2.3 `atext`, and every byte of UTF-8 (RFC 6532 section 3.2).
    static func isAtomText(_ byte: UInt8) -> Bool {
        byte >= 0x80 || ((0x21...0x7E).contains(byte) && !specials.contains(byte))
    }

    private static let specials = Set("()<>[]:;@\\,.\"".utf8)
}
