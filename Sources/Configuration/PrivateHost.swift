// SPDX-License-Identifier: Apache-2.0

import Notation
import Settings

/// A machine of the operator's own network, `upload.example.org:5443`, or all ports of it, `upload.example.org`.
package struct PrivateHost: Hashable, Sendable {
    /// A name in lower case, or an address; IPv6 without brackets.
    package let host: String
    /// nil: all of them.
    package let port: Int?

    package init(host: String, port: Int? = nil) {
        self.host = host
        self.port = port
    }

    /// nil where the text is neither a host nor `host:port`.
    init?(_ text: String) {
        if let host = HostName.parse(text) {
            self.init(host: host)
        } else if let place = HostAndPort(text), place.port > 0 {
            self.init(host: place.host, port: place.port)
        } else if HostName.isIPv6(text) {
            self.init(host: text)
        } else {
            return nil
        }
    }
}

extension SettingsShape where Value == PrivateHost {
    static var privateHost: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let host = PrivateHost(text) else {
                throw InvalidSetting("\"\(text)\" is no host; write a name or an address: \"127.0.0.1\"")
            }
            return host
        }
    }
}
