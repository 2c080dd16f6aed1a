// SPDX-License-Identifier: Apache-2.0

/// What Postern knows of one region's numbering plan.
struct RegionFacts: Sendable {
    /// ISO 3166, `US`; `001` for a calling code of no country.
    let region: String
    /// Its digits: `1`, `49`, `268`.
    let callingCode: String
    /// Whether this is the main region of its calling code.
    let isMain: Bool
    /// Possible lengths of a national number, without any prefix.
    let lengths: LengthSet
    /// Lengths that are dialled within one area only.
    let localLengths: LengthSet
    /// Short numbers that people write without the trunk prefix though there is one, and longer ones; nil for most.
    let withoutTrunk: DigitPattern?
    /// What stands before a number that is dialled within the country; nil where nothing does.
    let trunk: String?
    /// All that may stand there, such as carriers' codes and the area that people of an island leave out.
    let prefixes: Prefixes?
    /// What stood there in former times, and is still written; nil for most.
    let formerPrefixes: DigitPattern?
    /// The region's own international prefixes; nil where there are none.
    let internationalPrefixes: DigitPattern?
    /// National numbers, of whatever kind.
    let national: DigitPattern?
    /// Mobile numbers; nil where none are known.
    let mobile: DigitPattern?

    /// A pattern of digits before a national number, and what replaces them.
    struct Prefixes: Sendable {
        let pattern: DigitPattern
        /// What is put before the captured digits; nil where nothing is captured.
        let head: String?

        /// The digits without the prefix; nil where they have none.
        func replaced(in digits: String) -> String? {
            guard let match = pattern.match(digits) else { return nil }
            guard let head, let captured = match.captured else { return match.rest }
            return head + captured + match.rest
        }
    }
}

extension RegionFacts {
    /// Reads a line of `RegionTable`.
    init?(line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count == 13 else { return nil }
        region = String(fields[0])
        callingCode = String(fields[1])
        isMain = fields[2] == "m"
        lengths = LengthSet(fields[3])
        localLengths = LengthSet(fields[4])
        withoutTrunk = DigitPattern(whole: fields[5])
        trunk = fields[6] == "-" ? nil : String(fields[6])
        let head = fields[8].hasPrefix("=") ? String(fields[8].dropFirst()) : nil
        prefixes = DigitPattern(prefix: fields[7]).map { Prefixes(pattern: $0, head: head) }
        formerPrefixes = DigitPattern(prefix: fields[9])
        internationalPrefixes = DigitPattern(prefix: fields[10])
        national = DigitPattern(whole: fields[11])
        mobile = DigitPattern(whole: fields[12])
    }
}
