// SPDX-License-Identifier: Apache-2.0

/// How much two texts that claim to say the same have in common.
enum SharedWords {
    /// Distinct words of each that are looked at.
    private static let most = 500
    /// Letters of a word that tells anything; articles and their like stand in every text.
    private static let shortest = 4
    /// Of ten words of the text that has fewer.
    private static let few = 3

    /// False where either has no word to be compared.
    static func areFew(_ first: [String], _ second: [String]) -> Bool {
        let (one, other) = (words(first), words(second))
        let fewer = min(one.count, other.count)
        guard fewer > 0 else { return false }
        return one.intersection(other).count * 10 < fewer * few
    }

    /// In lower case: what has a digit, what has four letters, and each sign of scripts that have no blanks. Links are none.
    private static func words(_ lines: [String]) -> Set<String> {
        var found: Set<String> = []
        for line in lines {
            for word in line.utf8.split(separator: UInt8(ascii: " ")) {
                let word = Substring(word)
                guard found.count < most else { return found }
                if !word.holds("://") { add(word, to: &found) }
            }
        }
        return found
    }

    private static func add(_ word: Substring, to found: inout Set<String>) {
        var letters = ""
        for scalar in word.lowercased().unicodeScalars {
            if scalar.value >= 0x2E80 {
                found.insert(String(scalar))
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                letters.unicodeScalars.append(scalar)
            }
        }
        let hasDigit = letters.utf8.contains { (0x30...0x39).contains($0) }
        if hasDigit || letters.unicodeScalars.count >= shortest { found.insert(letters) }
    }
}
