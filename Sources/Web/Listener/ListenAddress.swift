// SPDX-License-Identifier: Apache-2.0

/// Where a listener listens, as `listen = "127.0.0.1:8087"` says.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host name or an IP address, IPv6 without brackets.
    package let host: String
    /// 0 lets the system choose; `bind()` tells which.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
