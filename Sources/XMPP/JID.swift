// SPDX-License-Identifier: Apache-2.0

/// An XMPP address (RFC 7622): `local@domain/resource`. One that exists is well formed, and two spellings that differ
/// only in the case of local part or domain are equal.
package struct JID: Hashable, Sendable, CustomStringConvertible {
    /// nil for a domain's own address.
    package let local: String?
    package let domain: String
    /// nil for a bare JID.
    package let resource: String?

    /// RFC 7622 sections 3.2 to 3.4: no part is longer.
    package static let longestPart = 1023

    /// Parses text; nil where it is not a JID.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 3 * Self.longestPart + 2 else { return nil }
        var text = String(text)
        let (local, domain, resource) = text.withUTF8 { utf8 in
            let slash = utf8.firstIndex(of: UInt8(ascii: "/"))
            let bare = utf8[..<(slash ?? utf8.count)]
            let at = bare.firstIndex(of: UInt8(ascii: "@"))
            return (
                at.map { String(decoding: bare[..<$0], as: UTF8.self) },
                String(decoding: bare[(at.map { $0 + 1 } ?? 0)...], as: UTF8.self),
                slash.map { String(decoding: utf8[($0 + 1)...], as: UTF8.self) }
            )
        }
        self.init(local: local, domain: domain, resource: resource)
    }

    /// Builds from parts; nil where one of them cannot stand in a JID.
    package init?(local: String?, domain: String, resource: String? = nil) {
        guard domain.utf8.count <= Self.longestPart + 1 else { return nil }
        let domain = domain.utf8.last == UInt8(ascii: ".") ? String(domain.dropLast()) : domain
        guard Self.isDomain(domain), local.map(Self.isLocal) ?? true, resource.map(Self.isResource) ?? true else {
            return nil
        }
        self.local = local.map(Self.folded)
        self.domain = Self.folded(domain)
        self.resource = resource
    }

    package var description: String {
        var text = ""
        if let local {
            text += local
            text += "@"
        }
        text += domain
        if let resource {
            text += "/"
            text += resource
        }
        return text
    }

    package var bare: JID { resource == nil ? self : JID(trusted: local, domain, nil) }

    package func with(resource: String) -> JID? { JID(local: local, domain: domain, resource: resource) }

    /// A domain out of the configuration, where it has been checked.
    init(trustedDomain domain: String) {
        self.init(trusted: nil, domain.lowercased(), nil)
    }

    private init(trusted local: String?, _ domain: String, _ resource: String?) {
        self.local = local
        self.domain = domain
        self.resource = resource
    }

    /// In lower case. Nearly all are already, and a look is cheaper than a copy.
    private static func folded(_ text: String) -> String {
        let isLower = text.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        return isLower ? text : text.lowercased()
    }
}

// What may stand in each part.
extension JID {
    /// RFC 7622 section 3.3.1: these never stand in a local part; neither do white space and control characters.
    private static func isLocal(_ text: String) -> Bool {
        isPart(text, mayHoldSpace: false) { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: ":"),
                UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"):
                false
            default: true
            }
        }
    }

    private static func isDomain(_ text: String) -> Bool {
        isPart(text, mayHoldSpace: false) { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "<"),
                UInt8(ascii: ">"), UInt8(ascii: "@"), UInt8(ascii: "\\"):
                false
            default: true
            }
        }
    }

    private static func isResource(_ text: String) -> Bool {
        isPart(text, mayHoldSpace: true) { _ in true }
    }

    /// Looks at the bytes, and at characters only where there is more than ASCII: each address of each stanza
    /// passes here.
    private static func isPart(_ text: String, mayHoldSpace: Bool, _ isAllowed: (UInt8) -> Bool) -> Bool {
        guard !text.isEmpty, text.utf8.count <= longestPart else { return false }
        var isASCII = true
        for byte in text.utf8 {
            if byte >= 0x80 {
                isASCII = false
            } else if byte < 0x20 || byte == 0x7F || (byte == 0x20 && !mayHoldSpace) || !isAllowed(byte) {
                return false
            }
        }
        return isASCII
            || text.unicodeScalars.allSatisfy { scalar in
                scalar.value != 0xFFFE && scalar.value != 0xFFFF
                    && (mayHoldSpace || !scalar.properties.isWhitespace)
            }
    }
}
