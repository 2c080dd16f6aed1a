// SPDX-License-Identifier: Apache-2.0

/// Looks for fixed words octet by octet. The standard library compares what characters mean, at a hundred times the
/// cost; here every line of every mail is looked through. In a run of letters of flags it even steps back
/// to the run's beginning again and again.
extension StringProtocol {
    /// Where `word` stands first; nil where it does not, or is empty.
    func place(of word: String) -> Range<Index>? {
        guard let offset = offset(of: word) else { return nil }
        let start = utf8.index(startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: word.utf8.count)
    }

    func holds(_ word: String) -> Bool { offset(of: word) != nil }

    /// Octets in front of it. Nearly every text lies in one piece of memory and is looked through there.
    private func offset(of word: String) -> Int? {
        let found = utf8.withContiguousStorageIfAvailable { text in
            word.utf8.withContiguousStorageIfAvailable { Self.offset(of: $0, in: text) }
        }
        return (found ?? nil) ?? Self.offset(of: Array(word.utf8), in: Array(utf8))
    }

    private static func offset(
        of word: some RandomAccessCollection<UInt8>, in text: some RandomAccessCollection<UInt8>
    ) -> Int? {
        guard let first = word.first else { return nil }
        var rest = text[...]
        while rest.count >= word.count, let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: word) { return text.distance(from: text.startIndex, to: start) }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// With another in the place of each.
    func replacingWord(_ word: String, by other: String) -> String {
        var result = ""
        var rest = self[...]
        while let place = rest.place(of: word) {
            result += rest[..<place.lowerBound]
            result += other
            rest = rest[place.upperBound...]
        }
        return result + rest
    }
}
