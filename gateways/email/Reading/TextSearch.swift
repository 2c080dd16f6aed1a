// SPDX-License-Identifier: Apache-2.0

/// Looks for fixed words octet by octet. The standard library compares what characters mean, at a hundred times the
/// cost; here every line of every mail is looked through.
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
}
