// SPDX-License-Identifier: Apache-2.0

package import Settings

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

    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Whether it is this machine: what is said there passes no network.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || HostName.isIPv4(host) && host.hasPrefix("127.")
    }
}

extension SettingsShape where Value == HostAndPort {
    package static var hostAndPort: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let place = HostAndPort(text) else {
                throw InvalidSetting("\"\(text)\" is not HOST:PORT; write for example \"127.0.0.1:8087\"")
            }
            return place
        }
    }
}
