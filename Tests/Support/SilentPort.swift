// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A port of 127.0.0.1 where nobody listens, and nobody else can begin to: it is bound for as long as the value lives. The
/// port of a server that was stopped may already be somebody else's.
package final class SilentPort: Sendable {
    package let number: Int
    private let socket: Int32

    package init() {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
            }
        }
        precondition(port, "no port can be bound")
        socket = descriptor
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }
}
