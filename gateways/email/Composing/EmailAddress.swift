// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import MIME
import Notation

/// An email address that can be sent to (RFC 5321 section 4.1.2, RFC 6531): a mailbox at a domain of the internet.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// What it means, without quotes; the case as it was written, for the server that is particular about it.
    package let localPart: String
    /// Lower case, names outside ASCII as `xn--…`: one domain has one spelling, and none looks like another.
    package let domain: String

    /// RFC 5321 section 4.5.3.1.3 less the angle brackets, octets. The 64 of section 4.5.3.1.1 for the local part are not
    /// insisted on: addresses that keep a conversation's token in them, and can be answered, are longer.
    package static let longest = 254
    /// Octets that are looked at: an address in letters of other scripts is longer than its ASCII form, and may stand
    /// among other words.
    private static let longestTyped = 4 * longest

    /// Reads an address as a person types or pastes it: `mailto:` links and `Name <address>` are understood.
    package init(typed text: String) throws(AddressProblem) {
        guard text.utf8.count <= 2 * Self.longestTyped else { throw EmailAddressProblem.tooLong }
        try self.init(TypedAddress.core(of: text))
    }

    /// Reads an address and nothing around it, such as the unescaped local part of a JID.
    package init(_ text: some StringProtocol) throws(AddressProblem) {
        guard text.utf8.count <= Self.longestTyped else { throw EmailAddressProblem.tooLong }
        guard let at = text.lastIndex(of: "@") else { throw EmailAddressProblem.notAnAddress }
        let typedDomain = text[text.index(after: at)...]
        localPart = try Self.checkedLocalPart(String(text[..<at]))
        guard !typedDomain.hasPrefix("[") else { throw EmailAddressProblem.literal }
        domain = try Self.checkedDomain(typedDomain)
        let labels = domain.utf8.split(separator: UInt8(ascii: "."))
        guard labels.count > 1, let top = labels.last, !top.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw EmailAddressProblem.incompleteDomain(typedDomain)
        }
        guard self.text.utf8.count <= Self.longest else { throw EmailAddressProblem.tooLong }
    }

    /// As mail writes it, the local part quoted where it must be.
    package var text: String { LocalPart.write(localPart) + "@" + domain }

    package var description: String { text }

    /// The canonical form. It is all in lower case: JIDs have no upper case in their local parts (RFC 7622), and one
    /// person must be one JID. What no server distinguishes today is sent in lower case, too.
    package var address: Address {
        Address(LocalPart.write(UnicodeText.composed(localPart.lowercased())) + "@" + domain)
    }

    /// By which two spellings of one address are told to be one; what is no address is compared without case.
    package static func canonical(_ text: some StringProtocol) -> String {
        (try? EmailAddress(text).address.text) ?? text.lowercased()
    }

    /// For a header; nil where the header's rules are stricter than those of the envelope.
    package func mailbox(displayName: String?) -> Mailbox? {
        Mailbox(displayName: displayName, address: text)
    }

    private static func checkedDomain(_ text: some StringProtocol) throws(AddressProblem) -> String {
        do throws(DomainProblem) {
            return try DomainName(text).text
        } catch {
            throw EmailAddressProblem.domain(text, error)
        }
    }

    /// Dot-atom or quoted string. Dots in the wrong places, which mailboxes of Japanese carriers had, are taken.
    private static func checkedLocalPart(_ text: String) throws(AddressProblem) -> String {
        guard !text.isEmpty else { throw EmailAddressProblem.notAnAddress }
        guard text.utf8.count <= longest else { throw EmailAddressProblem.tooLong }
        let plain = LocalPart.unquoted(text)
        let isQuoted = plain != text
        let isFine = plain.unicodeScalars.allSatisfy { scalar in
            guard scalar.isASCII else { return !scalar.properties.isWhitespace && !isInvisible(scalar) }
            guard (0x20...0x7E).contains(scalar.value) else { return false }
            return isQuoted || !" ()<>[]:;@\\,\"".unicodeScalars.contains(scalar)
        }
        guard isFine, !plain.isEmpty else { throw EmailAddressProblem.localPart }
        return plain
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}

/// What a person puts around an address.
private enum TypedAddress {
    /// Without blanks and punctuation around it, `mailto:` and its parameters, and a name before it.
    static func core(of text: String) -> String {
        var text = withoutPunctuation(trimmed(text[...]))
        if text.last == ">", let open = text.lastIndex(of: "<") {
            text = trimmed(text[text.index(after: open)...].dropLast())
        }
        if text.prefix(7).lowercased() == "mailto:" {
            text = trimmed(text.dropFirst(7).prefix { $0 != "?" })
        }
        return String(withoutPunctuation(text))
    }

    private static func withoutPunctuation(_ text: Substring) -> Substring {
        var rest = text
        while let last = rest.last, ",;.".contains(last) { rest.removeLast() }
        return rest
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
