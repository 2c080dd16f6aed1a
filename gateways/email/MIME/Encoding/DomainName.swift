// SPDX-License-Identifier: Apache-2.0

/// Domain names as mail writes them: in ASCII. What a name in other letters is there, `EmailGateway` knows.
package enum DomainName {
    /// RFC 1035 section 2.3.4, in octets.
    package static let longest = 253
    package static let longestLabel = 63

    /// In lower case; nil where it is no domain of ASCII. One label alone is taken; a dot at the end is dropped. An
    /// underscore, which names of hosts have by mistake, is let through.
    package static func ascii(_ text: some StringProtocol) -> String? {
        var octets = Substring(text).utf8
        if octets.last == UInt8(ascii: ".") { octets.removeLast() }
        let labels = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...longest).contains(octets.count), labels.allSatisfy(isLabel) else { return nil }
        return String(decoding: octets, as: UTF8.self).lowercased()
    }

    /// An address literal in brackets (RFC 5321 section 4.1.3); nil for anything else.
    static func literal(_ text: String) -> String? {
        guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count <= 64 else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.utf8.allSatisfy({ isLetterOrDigit($0) || ".:-".utf8.contains($0) }) ? text : nil
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        (1...longestLabel).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
