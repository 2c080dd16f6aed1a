// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `HOST:PORT` as an option, an IPv6 address in brackets.
struct SocketName: ExpressibleByArgument, Sendable, Equatable, CustomStringConvertible {
    /// Without brackets.
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = UInt16(argument[argument.index(after: colon)...]),
            colon > argument.startIndex
        else { return nil }
        host = argument[..<colon].filter { $0 != "[" && $0 != "]" }
        self.port = Int(port)
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    var defaultValueDescription: String { description }
}
