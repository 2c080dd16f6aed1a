// SPDX-License-Identifier: Apache-2.0

import SMTP

/// An address in a report: `rfc822; bob@example.org` (RFC 3464 section 2.3.1), `utf-8; …` (RFC 6533 section 3).
enum ReportAddress {
    /// Octets of an address with each character escaped (RFC 6533 section 3): ten for four of an address's 254.
    private static let longest = 2_000

    private static let mailbox = "rfc822;"

    /// The address alone; nil where it is of another kind than a mailbox.
    static func read(_ field: String?) -> String? {
        guard let field else { return nil }
        let parts = field.split(separator: ";", maxSplits: 1)
        // Some servers leave the kind out.
        let kind = parts.count == 2 ? parts[0].filter { !$0.isWhitespace }.lowercased() : "rfc822"
        guard let value = parts.last, ["rfc822", "utf-8"].contains(kind) else { return nil }
        guard value.utf8.count <= longest else { return nil }
        var address = value.filter { !$0.isWhitespace }
        // Others write it twice.
        while address.prefix(Self.mailbox.count).lowercased() == Self.mailbox {
            address.removeFirst(Self.mailbox.count)
        }
        if address.hasPrefix("<"), address.hasSuffix(">") { address = String(address.dropFirst().dropLast()) }
        let decoded = kind == "utf-8" ? decodeUTF8(address) : decodeXText(address)
        return decoded.contains("@") ? decoded : nil
    }

    /// Servers should undo the xtext of ORCPT in their reports (RFC 3464 section 2.3.1); some do not. `+tag` is far more
    /// often a sub-address than xtext, so only what xtext must encode is decoded: `+2B` and `+3D`.
    private static func decodeXText(_ text: String) -> String {
        guard text.holds("+2B") || text.holds("+3D") else { return text }
        return XText.decode(text.utf8) ?? text
    }

    /// `\x{HEX}` (RFC 6533 section 3); what is broken stays as it is.
    private static func decodeUTF8(_ text: String) -> String {
        var decoded = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "\\") {
            decoded += rest[..<start]
            rest = rest[start...]
            let digits = rest.dropFirst(3).prefix { $0.isHexDigit }
            let end = digits.endIndex
            guard rest.hasPrefix("\\x{"), digits.count <= 6, end < rest.endIndex, rest[end] == "}",
                let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
            else {
                decoded.append(rest.removeFirst())
                continue
            }
            decoded.unicodeScalars.append(scalar)
            rest = rest[rest.index(after: end)...]
        }
        return decoded + rest
    }
}
