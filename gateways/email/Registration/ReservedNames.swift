// SPDX-License-Identifier: Apache-2.0

/// Local parts that belong to nobody: roles that every mail domain has, and ours.
enum ReservedNames {
    /// RFC 2142, and what mail servers call themselves. Their mail goes to the gateway's admins.
    static let roles: Set<String> = [
        "abuse", "ftp", "hostmaster", "info", "mailer-daemon", "marketing", "news", "noc", "postmaster", "root",
        "sales",
        "security", "support", "usenet", "uucp", "webmaster", "www",
    ]
    /// Under which reports come back; see `MessageIdentity`.
    static let bounces = "bounces"

    /// Whether people may not choose it. `localPart` is in lower case, and may have a `+tag`.
    static func isReserved(_ localPart: some StringProtocol) -> Bool {
        let name = String(localPart.prefix { $0 != "+" })
        return roles.contains(name) || name == bounces
    }

    /// Whether it is an address for reports only, which no person reads.
    static func isOurs(_ address: String, domain: String) -> Bool {
        address == "\(bounces)@\(domain)" || (address.hasPrefix("\(bounces)+") && address.hasSuffix("@\(domain)"))
    }
}
