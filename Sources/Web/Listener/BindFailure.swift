// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore
import Notation

/// Why a listener could not begin: one sentence for the operator. The daemon exits 69.
package struct BindFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// What happened, where, and what to change.
    package let sentence: String

    package var description: String { sentence }

    /// `key` is the config key that names the address, such as `[http] listen`.
    init(_ error: any Error, address: HostAndPort, key: String) {
        guard let error = error as? IOError else {
            sentence = "cannot listen on \(address) (\(error)): check \(key)"
            return
        }
        sentence =
            switch error.errnoCode {
            case EADDRINUSE:
                "port \(address.port) of \(address.host) is in use: stop the program that has it, or change \(key)"
            case EACCES, EPERM:
                "not allowed to listen on \(address): choose a port above 1023 in \(key)"
            case EADDRNOTAVAIL:
                "this machine has no address \(address.host): change \(key)"
            default:
                "cannot listen on \(address) (\(String(cString: strerror(error.errnoCode)))): check \(key)"
            }
    }
}
