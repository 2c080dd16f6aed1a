// SPDX-License-Identifier: Apache-2.0

/// The zone of a mail's date.
enum DateZone {
    /// Seconds east of Greenwich, from a word in lower case: `+0100`, `+01:00`, `gmt+1`, `est`. A name that is not known
    /// is Greenwich, as RFC 5322 section 4.3 has it; nil for what is no zone.
    static func offset(_ word: Substring) -> Int? {
        guard let sign = word.firstIndex(where: { $0 == "+" || $0 == "-" }) else {
            let isName = word.count <= 5 && word.allSatisfy { $0.isASCII && $0.isLetter }
            return isName ? hours[String(word), default: 0] * 3600 : nil
        }
        guard word[..<sign].allSatisfy(\.isLetter) else { return nil }
        let digits = word[word.index(after: sign)...].filter { $0 != ":" }
        guard let number = Int(digits), (1...4).contains(digits.count) else { return nil }
        let seconds = digits.count <= 2 ? number * 3600 : seconds(number)
        return word[sign] == "-" ? -seconds : seconds
    }

    /// Of four digits, hours and minutes.
    static func seconds(_ number: Int) -> Int { number / 100 * 3600 + number % 100 * 60 }

    /// Those that RFC 5322 section 4.3 names, and those of other places that mean one zone. Military letters are Greenwich: they were used wrongly.
    private static let hours = [
        "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
        "bst": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9,
        "mez": 1, "mesz": 2, "wet": 0, "west": 1, "sast": 2, "hkt": 8, "sgt": 8, "kst": 9, "aest": 10, "aedt": 11,
        "nzst": 12,
        "nzdt": 13,
    ]
}
