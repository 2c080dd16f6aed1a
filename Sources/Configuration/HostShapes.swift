// SPDX-License-Identifier: Apache-2.0

import Notation
import Settings

extension SettingsShape where Value == HostAndPort {
    static var hostAndPort: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let place = HostAndPort(text) else {
                throw InvalidSetting("\"\(text)\" is not HOST:PORT; write for example \"127.0.0.1:8087\"")
            }
            return place
        }
    }
}

extension SettingsShape where Value == String {
    static var domain: Self {
        string.checked { (text) throws(InvalidSetting) in
            guard let domain = DomainName.anyScript(text) else {
                throw InvalidSetting("\"\(text)\" is no domain; write for example \"sms.example.org\"")
            }
            return domain
        }
    }

    static var host: Self {
        string.checked { (text) throws(InvalidSetting) in
            if HostName.isIPv6(text) { return text }
            guard let host = HostName.parse(text) else {
                throw InvalidSetting("\"\(text)\" is no host; write a name or an address: \"127.0.0.1\"")
            }
            return host
        }
    }
}
