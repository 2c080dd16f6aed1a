// SPDX-License-Identifier: Apache-2.0

/// Which IP addresses belong to the public internet. A link that a stranger sent must not make us call a machine of our
/// own network (server-side request forgery), so the address is judged after the name was resolved.
enum PublicAddress {
    /// What IANA's registry of special-purpose IPv4 addresses (RFC 6890) and multicast take: prefix and its length.
    private static let reserved4: [(prefix: UInt32, length: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12),
        (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15),
        (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 4), (0xF000_0000, 4),
    ]

    /// - Parameter octets: 4 for IPv4, 16 for IPv6, in network order. Anything else is not public.
    static func isPublic(_ octets: [UInt8]) -> Bool {
        switch octets.count {
        case 4: isPublic4(octets.reduce(0) { $0 << 8 | UInt32($1) })
        case 16: isPublic6(octets)
        default: false
        }
    }

    private static func isPublic4(_ address: UInt32) -> Bool {
        !reserved4.contains { address >> (32 - $0.length) == $0.prefix >> (32 - $0.length) }
    }

    private static func isPublic6(_ octets: [UInt8]) -> Bool {
        // Global unicast (RFC 4291 section 2.4), and in it the translations that hold an IPv4 address.
        if octets.prefix(12) == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] { return isPublic(Array(octets[12...])) }
        if octets.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] { return isPublic(Array(octets[12...])) }
        guard octets[0] & 0xE0 == 0x20 else { return false }
        if octets[0] == 0x20, octets[1] == 0x02 { return isPublic(Array(octets[2..<6])) }
        // 2001::/23 is for protocols (Teredo among them), 2001:db8::/32 for documentation.
        return !(octets[0] == 0x20 && octets[1] == 0x01 && (octets[2] < 2 || octets[2] == 0x0D && octets[3] == 0xB8))
    }
}
