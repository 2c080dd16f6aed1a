// SPDX-License-Identifier: Apache-2.0

import Settings

/// Names and addresses of machines.
enum HostName {
    /// A domain name, an IPv4 address, or an IPv6 address in brackets, which are taken off; nil for anything else.
    static func parse(_ text: some StringProtocol) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let address = String(text.dropFirst().dropLast())
            return isIPv6(address) ? address : nil
        }
        let text = String(text)
        return isIPv4(text) ? text : DomainName.parse(text)
    }

    static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UnsignedNumber.parse($0).map { $0 <= 255 } ?? false }
    }

    /// By its characters; whether it is an address is found out when it is used.
    static func isIPv6(_ text: String) -> Bool {
        text.contains(":") && text.allSatisfy { $0.isHexDigit && $0.isASCII || $0 == ":" || $0 == "." }
    }
}

/// Domain names (RFC 1035, RFC 5890), in lower case.
enum DomainName {
    /// nil where the text is none. A dot at the end is left out; letters of any script may occur.
    static func parse(_ text: some StringProtocol) -> String? {
        let name = (text.hasSuffix(".") ? String(text.dropLast()) : String(text)).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(isLabel), labels.last?.allSatisfy(\.isNumber) == false else {
            return nil
        }
        return name
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}

extension SettingsShape where Value == String {
    static var domain: Self {
        string.checked { (text) throws(InvalidSetting) in
            guard let domain = DomainName.parse(text) else {
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
