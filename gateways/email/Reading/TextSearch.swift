// SPDX-License-Identifier: Apache-2.0

/// Looks for fixed words octet by octet. The standard library compares what characters mean, at a hundred times the
/// cost; here every line of every mail is looked through. In a run of letters of flags it even steps back
/// to the run's beginning again and again.
extension StringProtocol {
    /// Where `word` stands first; nil where it does not, or is empty.
    func place(of word: String) -> Range<Index>? {
        guard let first = word.utf8.first else { return nil }
        var rest = utf8[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: word.utf8) {
                return start..<rest.index(start, offsetBy: word.utf8.count)
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    func holds(_ word: String) -> Bool { place(of: word) != nil }

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
