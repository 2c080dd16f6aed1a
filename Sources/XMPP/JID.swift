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
        var rest = Substring(text)
        var resource: Substring?
        if let slash = rest.firstIndex(of: "/") {
            resource = rest[rest.index(after: slash)...]
            rest = rest[..<slash]
        }
        var local: Substring?
        if let at = rest.firstIndex(of: "@") {
            local = rest[..<at]
            rest = rest[rest.index(after: at)...]
        }
        self.init(local: local.map(String.init), domain: String(rest), resource: resource.map(String.init))
    }

    /// Builds from parts; nil where one of them cannot stand in a JID.
    package init?(local: String?, domain: String, resource: String? = nil) {
        let domain = domain.hasSuffix(".") ? String(domain.dropLast()) : domain
        guard Self.isDomain(domain), local.map(Self.isLocal) ?? true, resource.map(Self.isResource) ?? true else {
            return nil
        }
        self.local = local?.lowercased()
        self.domain = domain.lowercased()
        self.resource = resource
    }

    package var description: String {
        var text = domain
        if let local { text = "\(local)@\(text)" }
        if let resource { text += "/\(resource)" }
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

    /// RFC 7622 section 3.3.1: these never stand in a local part; neither do white space and control characters.
    private static func isLocal(_ text: String) -> Bool {
        isPart(text) { scalar in
            switch scalar {
            case "\"", "&", "'", "/", ":", "<", ">", "@": false
            default: !scalar.properties.isWhitespace
            }
        }
    }

    private static func isDomain(_ text: String) -> Bool {
        isPart(text) { scalar in
            switch scalar {
            case "\"", "&", "'", "/", "<", ">", "@", "\\": false
            default: !scalar.properties.isWhitespace
            }
        }
    }

    private static func isResource(_ text: String) -> Bool {
        isPart(text) { _ in true }
    }

    private static func isPart(_ text: String, _ isAllowed: (Unicode.Scalar) -> Bool) -> Bool {
        guard !text.isEmpty, text.utf8.count <= longestPart else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                && isAllowed(scalar)
        }
    }
}
