// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The rules for mailboxes and paths (RFC 5321 section 4.1.2), with the UTF-8 of RFC 6531.
enum AddressGrammar {
    /// Octets of one label of a domain (RFC 1035 section 2.3.4).
    private static let labelLimit = 63

    /// A path in angle brackets; a source route in front of the mailbox is dropped (section 4.1.1.3). `.some(nil)` is
    /// the null path `<>`; nil is no path.
    static func takePath(_ scanner: inout ByteScanner) -> EnvelopeAddress?? {
        guard scanner.take("<") else { return nil }
        if scanner.take(">") { return .some(nil) }
        guard takeRoute(&scanner), let address = takeMailbox(&scanner), scanner.take(">") else { return nil }
        return address
    }

    static func takeMailbox(_ scanner: inout ByteScanner) -> EnvelopeAddress? {
        guard let local = takeLocalPart(&scanner), scanner.take("@"), let domain = takeDomain(&scanner) else {
            return nil
        }
        return EnvelopeAddress(localPart: local, domain: domain)
    }

    /// `@a,@b:`, or nothing at all.
    private static func takeRoute(_ scanner: inout ByteScanner) -> Bool {
        guard scanner.next == UInt8(ascii: "@") else { return true }
        repeat {
            guard scanner.take("@"), takeDomain(&scanner) != nil else { return false }
        } while scanner.take(",")
        return scanner.take(":")
    }

    private static func takeLocalPart(_ scanner: inout ByteScanner) -> String? {
        if scanner.take("\"") { return takeQuoted(&scanner) }
        let bytes = scanner.take { isAtom($0) || $0 == UInt8(ascii: ".") }
        // Dots in the wrong places are read: mailboxes of Japanese carriers had them. They are written in quotes.
        return bytes.isEmpty ? nil : text(bytes)
    }

    /// The rest of a quoted string, its closing quote included.
    private static func takeQuoted(_ scanner: inout ByteScanner) -> String? {
        var content: [UInt8] = []
        while let byte = scanner.takeByte() {
            switch byte {
            case UInt8(ascii: "\""): return text(content[...])
            case UInt8(ascii: "\\"):
                guard let quoted = scanner.takeByte(), (0x20...0x7E).contains(quoted) else { return nil }
                content.append(quoted)
            default: content.append(byte)
            }
        }
        return nil
    }

    private static func takeDomain(_ scanner: inout ByteScanner) -> String? {
        if scanner.next == UInt8(ascii: "[") {
            let inner = scanner.take { $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: ">") }
            guard scanner.take("]"), let literal = text(inner).map({ $0 + "]" }) else { return nil }
            return isLiteral(literal) ? literal : nil
        }
        var bytes = scanner.take { ASCII.isLetterOrDigit($0) || $0 >= 0x80 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
        // The root's dot, with which DNS writes a name and mail does not.
        if bytes.last == UInt8(ascii: ".") { bytes = bytes.dropLast() }
        return isDomain(bytes) ? text(bytes) : nil
    }
}

// What a text is.
extension AddressGrammar {
    /// Labels of letters, digits, hyphens and UTF-8 between single dots. An underscore is no letter of a host's name,
    /// but some hosts have one.
    static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...EnvelopeAddress.domainLimit).contains(bytes.count), let text = text(bytes),
            !text.unicodeScalars.contains(where: isControl)
        else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...labelLimit).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                && label.allSatisfy { ASCII.isLetterOrDigit($0) || $0 >= 0x80 || $0 == 0x2D || $0 == 0x5F }
        }
    }

    /// `[192.0.2.1]` or `[IPv6:2001:db8::1]` (section 4.1.3).
    static func isLiteral(_ domain: String) -> Bool {
        guard domain.hasPrefix("["), domain.hasSuffix("]"), domain.utf8.count <= EnvelopeAddress.domainLimit else {
            return false
        }
        let inner = domain.dropFirst().dropLast()
        let isIPv6 = lowercased(String(inner.prefix(5))) == "ipv6:"
        let address = isIPv6 ? inner.dropFirst(5) : inner
        guard let socket = try? SocketAddress(ipAddress: String(address), port: 0) else { return false }
        return (socket.protocol == .inet6) == isIPv6
    }

    /// Atoms between single dots.
    private static func isDotString(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.allSatisfy(isAtom)
        }
    }

    /// RFC 5322 section 3.2.3, and any UTF-8.
    private static func isAtom(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || byte >= 0x80 || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    /// C0, DEL and C1, and the separators that some programs take for the end of a line.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }

    /// The local part as a command writes it: as it is, or quoted.
    static func written(_ localPart: String) -> String {
        if isDotString(Array(localPart.utf8)[...]) { return localPart }
        let quoted = localPart.flatMap { $0 == "\"" || $0 == "\\" ? "\\" + String($0) : String($0) }
        return "\"" + String(quoted) + "\""
    }

    /// Only A to Z change: what RFC 5321 says of domains, without the rules of any language.
    static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// nil for what is not UTF-8.
    static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        String(validating: bytes, as: UTF8.self)
    }
}
