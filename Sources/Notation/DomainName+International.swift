// SPDX-License-Identifier: Apache-2.0

extension DomainName {
    /// Octets of a name in the letters of other scripts, which may be longer than its ASCII form: four a letter.
    private static let longestTyped = 4 * longest
    /// The full stops of other scripts, which UTS 46 maps to a dot.
    private static let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]

    /// One label alone is taken; a dot at the end is dropped. An underscore, which names of hosts have by mistake, is let
    /// through.
    package init(_ text: some StringProtocol) throws(DomainProblem) {
        guard text.utf8.count <= Self.longestTyped else { throw .length }
        var labels = String(text).unicodeScalars.split(omittingEmptySubsequences: false) { Self.dots.contains($0) }
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        var ascii: [String] = []
        var octets = -1
        for label in labels {
            let label = try Self.ascii(label: String(label))
            octets += label.utf8.count + 1
            guard label.utf8.count <= Self.longestLabel, octets <= Self.longest else { throw .length }
            ascii.append(label)
        }
        guard let name = Self.ascii(ascii.joined(separator: ".")) else { throw .characters }
        self.text = name
    }

    /// IDNA has nothing to say about names of ASCII alone, among them some that it would refuse, such as `r3---sn`.
    private static func ascii(label: String) throws(DomainProblem) -> String {
        let isASCII = label.utf8.allSatisfy { $0 < 0x80 }
        return isASCII && !label.prefix(4).lowercased().hasPrefix("xn--")
            ? label.lowercased() : try InternationalLabel.ascii(label)
    }
}

/// Why a text is no domain.
package enum DomainProblem: Error, Equatable, Sendable {
    /// It has a character of ASCII that no name may have, or an empty part.
    case characters
    /// It has a sign of another script that no name may have, such as a heart.
    case signs
    /// Its characters may not stand where they do: a hyphen at an end, an accent without a letter, a digit before
    /// letters that are written from the right.
    case arrangement
    /// What follows `xn--` is no name.
    case encoding
    /// A part has more than 63 octets in ASCII, or the whole more than 253.
    case length
}
