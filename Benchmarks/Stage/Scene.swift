// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What is measured: one gateway of the daemon, and what stands in for the world behind it.
struct Scene: Sendable {
    /// The component's.
    let domain: String
    /// The tables of the configuration that begin with `[gateways.NAME]`.
    let gateway: String
    /// The program that plays the outside world, and its arguments.
    let outside: (program: URL, arguments: [String])
    /// What the account with this index answers when it registers (XEP-0077), as XML.
    let registration: @Sendable (Int) -> String
}

/// Ports of the loopback that were free a moment ago.
struct Ports: Sendable {
    let web = Ports.free()
    let admin = Ports.free()
    /// Where the world behind the gateway listens.
    let outside = Ports.free()
    /// Where the gateway itself listens for that world.
    let listener = Ports.free()

    static func free() -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size)
                getsockname(descriptor, address, &size)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
    }

    /// Whether somebody listens there.
    static func answers(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
