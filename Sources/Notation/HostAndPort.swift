// SPDX-License-Identifier: Apache-2.0

/// Where to connect or to listen: `127.0.0.1:8087`, `[::1]:8087`, `xmpp.example.org:5347`.
package struct HostAndPort: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address; IPv6 without brackets.
    package let host: String
    /// 0 is any free port, where we listen.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// nil where the text is not `host:port`.
    package init?(_ text: some StringProtocol) {
        guard let colon = text.lastIndex(of: ":"), let port = UnsignedNumber.parse(text[text.index(after: colon)...]),
            port <= 65_535, let host = HostName.parse(text[..<colon])
        else { return nil }
        self.init(host: host, port: port)
    }

    /// An IPv6 address in brackets.
    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
