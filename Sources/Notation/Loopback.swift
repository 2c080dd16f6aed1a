// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What leads to this machine (RFC 6890): what is said there passes no network.
package enum Loopback {
    /// A host as it is configured: `localhost`, 127.0.0.0/8, `::1` with or without its brackets, in lower case.
    package static func isHost(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host == "[::1]" || HostName.isIPv4(host) && host.hasPrefix("127.")
    }

    /// The address of a socket's other end, in any spelling; also an IPv4 address as it looks on a socket for IPv6.
    package static func isAddress(_ address: String) -> Bool {
        var octets = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &octets) == 1 else {
            return inet_pton(AF_INET, address, &octets) == 1 && octets[0] == 127
        }
        let isMapped = octets.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return isMapped ? octets[12] == 127 : octets.dropLast().allSatisfy { $0 == 0 } && octets[15] == 1
    }
}
