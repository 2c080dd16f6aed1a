// SPDX-License-Identifier: Apache-2.0

/// A person's or a role's address with the name that goes with it (RFC 5322 section 3.4).
package struct Mailbox: Sendable, Hashable {
    /// In one line, decoded; nil where there is none.
    package let displayName: String?
    /// `local@domain`: a domain's name in lower case, the local part as it was written, in quotes where it needs them.
    package let address: String
    /// The domain begins behind this many UTF-8 octets of `address` and the at sign.
    private let localLength: Int

    /// RFC 5321 section 4.5.3.1.3 allows 254 in a path; more is tolerated, for mail that was delivered elsewhere.
    private static let longest = 1000

    /// nil where the address is none: without an at sign, an empty part, white space or control characters, or
    /// characters that would end an address in a header. So one that exists can be written into a header safely.
    package init?(displayName: String?, address: String) {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")), address.utf8.count <= Self.longest
        else { return nil }
        let local = String(address[..<at])
        var domain = String(address[address.utf8.index(after: at)...])
        if !domain.hasPrefix("[") { domain = domain.lowercased() }
        if domain.hasSuffix(".") { domain.removeLast() }
        guard Self.isLocal(local), Self.isDomain(domain) else { return nil }
        self.address = local + "@" + domain
        localLength = local.utf8.count
        let name = displayName?.inOneLine ?? ""
        self.displayName = name.isEmpty ? nil : name
    }

    package var localPart: String { String(address.utf8.prefix(localLength)) ?? "" }
    package var domain: String { String(address.utf8.dropFirst(localLength + 1)) ?? "" }

    /// RFC 5322 section 3.4.1, RFC 6532: dots anywhere are tolerated, as Japanese carriers once had them.
    private static func isLocal(_ text: String) -> Bool {
        if text.utf8.first == UInt8(ascii: "\"") { return isQuoted(text) }
        return !text.isEmpty && text.unicodeScalars.allSatisfy { isVisible($0) && !isSpecial($0, "()<>[]:;@\\,\"") }
    }

    /// A quoted string with nothing but visible characters and blanks in it.
    private static func isQuoted(_ text: String) -> Bool {
        guard text.utf8.count > 2, text.utf8.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for scalar in text.unicodeScalars.dropFirst().dropLast() {
            guard isVisible(scalar) || scalar == " " else { return false }
            if !isEscaped, scalar == "\"" { return false }
            isEscaped = !isEscaped && scalar == "\\"
        }
        return !isEscaped
    }

    /// A host name, or an address literal in brackets (RFC 5321 section 4.1.3).
    private static func isDomain(_ text: String) -> Bool {
        let isLiteral = text.hasPrefix("[") && text.hasSuffix("]") && text.utf8.count > 2
        let inner = isLiteral ? text.dropFirst().dropLast() : text[...]
        let excluded = isLiteral ? "()<>[];@\\,\"" : "()<>[]:;@\\,\"/&"
        return !inner.isEmpty && inner.unicodeScalars.allSatisfy { isVisible($0) && !isSpecial($0, excluded) }
            && (isLiteral || !(text.hasPrefix(".") || text.hasSuffix(".") || text.contains("..")))
    }

    private static func isSpecial(_ scalar: Unicode.Scalar, _ specials: String) -> Bool {
        scalar.isASCII && specials.unicodeScalars.contains(scalar)
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return (0x21...0x7E).contains(scalar.value) }
        let hidden: [Unicode.GeneralCategory] = [.control, .format, .lineSeparator, .paragraphSeparator]
        return !scalar.properties.isWhitespace && !hidden.contains(scalar.properties.generalCategory)
    }
}
