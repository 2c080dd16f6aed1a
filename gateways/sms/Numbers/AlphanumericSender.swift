// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// A sender that is a word, such as a shop's name (3GPP TS 23.040, type of number 5): it can be read and not answered.
package struct AlphanumericSender: Hashable, Sendable {
    /// The word in lower case: two spellings are one sender.
    package let address: Address
    /// The word as it came.
    package let name: String

    /// 3GPP TS 23.040 section 9.1.2.5: ten octets hold eleven septets.
    package static let longest = 11

    /// nil where the text is longer, has no letter, or has a character that no sender can have.
    package init?(_ text: some StringProtocol) {
        let name = text.trimmed
        guard !name.isEmpty, name.count <= Self.longest, name.contains(where: \.isLetter),
            name.unicodeScalars.allSatisfy({ Self.alphabet.contains($0) })
        else { return nil }
        self.name = name
        address = Address(name.lowercased())
    }

    /// GSM 03.38 without control characters, and the lower case of its letters, which an address holds.
    private static let alphabet: Set<Unicode.Scalar> = {
        let alphabet = GSM7.characters.filter { $0.value >= 0x20 }
        let lower = alphabet.flatMap { $0.properties.lowercaseMapping.unicodeScalars }
        return Set(alphabet).union(lower)
    }()
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        var rest = self[startIndex..<endIndex]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
