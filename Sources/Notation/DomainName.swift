// SPDX-License-Identifier: Apache-2.0

/// A domain in its one spelling: ASCII in lower case, names in other letters as `xn--…` (RFC 5890). However it was
/// written, in capitals, full width, composed or not, two spellings of one domain are equal here.
///
/// Beside it, what a text may be that is never looked up here: a domain of ASCII alone, as mail's header has it, and one
/// in the letters of any script, as a person writes it and the XMPP server knows it.
package struct DomainName: Hashable, Sendable, CustomStringConvertible {
    /// RFC 1035 section 2.3.4, in octets.
    package static let longest = 253
    package static let longestLabel = 63

    package let text: String

    package var description: String { text }

    /// In lower case; nil where it is no domain of ASCII. One label alone is taken; a dot at the end is dropped. An
    /// underscore, which names of hosts have by mistake, is let through.
    package static func ascii(_ text: some StringProtocol) -> String? {
        var octets = Substring(text).utf8
        if octets.last == UInt8(ascii: ".") { octets.removeLast() }
        let labels = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...longest).contains(octets.count), labels.allSatisfy(isLabel) else { return nil }
        return String(decoding: octets, as: UTF8.self).lowercased()
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

    /// In lower case and its own letters; nil where the text is no domain. Digits alone at the end are an address's. A
    /// dot at the end is dropped.
    package static func anyScript(_ text: some StringProtocol) -> String? {
        let name = (text.hasSuffix(".") ? String(text.dropLast()) : String(text)).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= longest, labels.allSatisfy(isLabelOfAnyScript),
            labels.last?.allSatisfy(\.isNumber) == false
        else { return nil }
        return name
    }

    private static func isLabelOfAnyScript(_ label: Substring) -> Bool {
        (1...longestLabel).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}
