// SPDX-License-Identifier: Apache-2.0

package import Notation
import Settings

/// A scheme, a host and perhaps a port, and nothing behind them: `https://gw.example.org`.
package struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// In lower case.
    package let scheme: String
    /// As in a URL: IPv6 in brackets.
    private let authority: String
    /// With the scheme's own port where none is written.
    package let place: HostAndPort

    /// The ports that a scheme has by itself.
    private static let ports = ["https": 443, "http": 80, "smtp": 587, "smtps": 465]

    /// nil where there is more or less than that: a path, a query, a slash at the end, a user.
    package init?(_ text: String) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<separator.lowerBound].lowercased()
        let rest = text[separator.upperBound...]
        guard let standard = Self.ports[scheme] else { return nil }
        if let place = HostAndPort(rest), place.port != 0 {
            self.place = place
        } else if let host = HostName.parse(rest) {
            place = HostAndPort(host: host, port: standard)
        } else {
            return nil
        }
        self.scheme = scheme
        authority = rest.lowercased()
    }

    package var description: String { "\(scheme)://\(authority)" }
}

extension SettingsShape where Value == Origin {
    /// Of the web: https, or http on this machine.
    static var origin: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let origin = Origin(text), origin.scheme.hasPrefix("http") else {
                throw InvalidSetting(
                    "\"\(text)\" is not scheme, host and port alone; write for example \"https://gw.example.org\", "
                        + "without path, query or slash at the end")
            }
            guard origin.scheme == "https" || Loopback.isHost(origin.place.host) else {
                throw InvalidSetting("http is for this machine alone; write https://")
            }
            return origin
        }
    }

    static var submissionURL: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let origin = Origin(text), origin.scheme.hasPrefix("smtp") else {
                throw InvalidSetting(
                    "\"\(text)\" is no mail server; write for example \"smtp://127.0.0.1:587\" "
                        + "or \"smtps://mail.example.org\"")
            }
            return origin
        }
    }
}
