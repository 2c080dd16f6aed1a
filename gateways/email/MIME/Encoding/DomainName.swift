// SPDX-License-Identifier: Apache-2.0

/// Domain names as mail needs them: in lower case and in ASCII (RFC 5890).
package enum DomainName {
    /// RFC 1035 section 2.3.4, in octets.
    package static let longest = 253
    package static let longestLabel = 63
    /// Octets of a name in the letters of other scripts, which is shorter in ASCII: four a letter.
    private static let longestTyped = 4 * longest

    /// The domain in its one canonical form, names outside ASCII as `xn--…`; nil where it cannot be a domain. One label
    /// alone is taken; a dot at the end is dropped. An underscore, which names of hosts have by mistake, is let through.
    package static func ascii(_ text: some StringProtocol) -> String? {
        guard text.utf8.count <= longestTyped else { return nil }
        var text = text.utf8.allSatisfy { $0 < 0x80 } ? text.lowercased() : folded(String(text))
        if text.hasSuffix(".") { text.removeLast() }
        var labels: [String] = []
        for label in text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false) {
            guard let ascii = asciiLabel(Array(label)) else { return nil }
            labels.append(ascii)
        }
        let name = labels.joined(separator: ".")
        return name.utf8.count <= longest ? name : nil
    }

    /// An address literal in brackets (RFC 5321 section 4.1.3); nil for anything else.
    static func literal(_ text: String) -> String? {
        guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count <= 64 else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.utf8.allSatisfy({ isLetterOrDigit($0) || ".:-".utf8.contains($0) }) ? text : nil
    }

    /// Lower case, composed, and with the full stops of other scripts (RFC 3490 section 3.1) as dots.
    private static func folded(_ text: String) -> String {
        let dotted = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { ["\u{3002}", "\u{FF0E}", "\u{FF61}"].contains($0) ? "." : $0 }))
        return UnicodeText.composed(dotted.lowercased())
    }

    private static func asciiLabel(_ scalars: [Unicode.Scalar]) -> String? {
        guard scalars.allSatisfy(isAllowed), scalars.first != "-", scalars.last != "-" else { return nil }
        let label = String(String.UnicodeScalarView(scalars))
        let ascii: String
        if label.utf8.contains(where: { $0 >= 0x80 }) {
            guard let encoded = Punycode.encode(scalars) else { return nil }
            ascii = "xn--" + encoded
        } else {
            ascii = label
        }
        return (1...longestLabel).contains(ascii.utf8.count) ? ascii : nil
    }

    /// Letters, digits, hyphen and underscore; outside ASCII what IDNA2008 lets stand in a name: letters, marks, digits.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isLetterOrDigit(UInt8(scalar.value)) || scalar == "-" || scalar == "_" }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: return true
        default: return scalar == "\u{B7}" || scalar == "\u{30FB}" || scalar == "\u{200D}" || scalar == "\u{200C}"
        }
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
