// SPDX-License-Identifier: Apache-2.0

/// Names and addresses of machines, as a person writes them.
package enum HostName {
    /// A domain name, an IPv4 address, or an IPv6 address in brackets, which are taken off; nil for anything else.
    package static func parse(_ text: some StringProtocol) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let address = String(text.dropFirst().dropLast())
            return isIPv6(address) ? address : nil
        }
        let text = String(text)
        return isIPv4(text) ? text : DomainName.anyScript(text)
    }

    package static func isIPv4(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UnsignedNumber.parse($0).map { $0 <= 255 } ?? false }
    }

    /// By its characters; whether it is an address is found out when it is used.
    package static func isIPv6(_ text: String) -> Bool {
        text.contains(":") && text.allSatisfy { $0.isHexDigit && $0.isASCII || $0 == ":" || $0 == "." }
    }
}
