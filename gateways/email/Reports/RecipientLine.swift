// SPDX-License-Identifier: Apache-2.0

/// A line that names a recipient, as mail systems list those whom a mail did not reach: the address alone, behind a bullet
/// or a label, or before what is said of it.
struct RecipientLine {
    let address: String

    /// nil where the line is none: in a sentence an address has words before it.
    init?(_ line: Substring) {
        guard line.utf8.contains(UInt8(ascii: "@")), line.utf8.count <= Self.longest else { return nil }
        let words = line.split(maxSplits: 3, whereSeparator: \.isWhitespace)
        guard let place = words.prefix(2).firstIndex(where: { $0.utf8.contains(UInt8(ascii: "@")) }) else { return nil }
        let word = words[place]
        let isListed =
            if place == 0 {
                words.count == 1 || word.hasSuffix(":") || word.hasSuffix(">") || line.first?.isWhitespace == true
            } else {
                words.count == 2 && (words[0].hasSuffix(":") || !words[0].contains { $0.isLetter })
            }
        guard isListed, let address = Self.addresses(in: word).first?.address else { return nil }
        self.address = address
    }

    /// Octets of such a line; others are text.
    private static let longest = 1_000

    /// Every address in it, and where it ends.
    static func addresses(in line: Substring) -> [(address: String, end: Substring.Index)] {
        guard line.utf8.contains(UInt8(ascii: "@")) else { return [] }
        return line.split { $0.isWhitespace || "<>()[]\",;:'“”„".contains($0) }.compactMap { word in
            let address = try? EmailAddress(word.hasSuffix(".") ? word.dropLast() : word).text
            return address.map { ($0, word.endIndex) }
        }
    }
}
