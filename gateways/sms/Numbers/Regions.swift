// SPDX-License-Identifier: Apache-2.0

/// The regions of the world, by name and by calling code. Read from the generated table when first asked for.
enum Regions {
    /// By ISO 3166 code in upper case.
    static let byName: [String: RegionFacts] = {
        var regions: [String: RegionFacts] = [:]
        for facts in all where facts.region != "001" { regions[facts.region] = facts }
        return regions
    }()

    /// What holds for a calling code as a whole.
    struct CallingCode: Sendable {
        /// The possible lengths of all its regions.
        var lengths: LengthSet
        /// The region whose trunk prefix people write after the code, as in `+44 (0)20 …`.
        var main: RegionFacts
    }

    static let byCallingCode: [String: CallingCode] = {
        var codes: [String: CallingCode] = [:]
        for facts in all {
            var code = codes[facts.callingCode] ?? CallingCode(lengths: LengthSet(), main: facts)
            code.lengths = code.lengths.union(facts.lengths)
            if facts.isMain { code.main = facts }
            codes[facts.callingCode] = code
        }
        return codes
    }()

    /// Splits the digits of an international number into calling code and rest; nil where no calling code begins so.
    /// No code is the beginning of another (E.164), so the first that fits is the one.
    static func split(_ digits: String) -> (code: String, facts: CallingCode, rest: Substring)? {
        for length in 1...3 {
            let code = String(digits.prefix(length))
            if let facts = byCallingCode[code] { return (code, facts, digits.dropFirst(length)) }
        }
        return nil
    }

    private static let all = RegionTable.text.split(separator: "\n").compactMap(RegionFacts.init(line:))
}
