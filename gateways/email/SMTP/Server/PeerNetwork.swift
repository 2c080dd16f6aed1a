// SPDX-License-Identifier: Apache-2.0

import Glibc
import Notation

/// Who is one peer: an IPv4 address, or the /64 of an IPv6 address, all of which one machine may have (RFC 4291
/// section 2.5.4).
enum PeerNetwork {
    /// nil for this machine, where the mail server may stand that calls for everybody, and where the address is unknown.
    static func name(of address: String?) -> String? {
        guard let address, !Loopback.isAddress(address) else { return nil }
        var octets = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &octets) == 1 else { return address }
        // As an IPv4 address looks on a socket for IPv6.
        if octets.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
            return octets[12...].map(String.init).joined(separator: ".")
        }
        return octets.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
