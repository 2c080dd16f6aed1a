// SPDX-License-Identifier: Apache-2.0

/// The regions of the world, by name and by calling code. Read from the generated table when first asked for.
enum Regions {
    /// By ISO 3166 code in upper case.
    static let byName: [String: RegionFacts] = {
        var regions: [String: RegionFacts] = [:]
        for facts in all where facts.region != "001" { regions[facts.region] = facts }
        return regions
    }()

    /// The main region of each calling code.
    static let byCallingCode: [String: RegionFacts] = {
        var regions: [String: RegionFacts] = [:]
        for facts in all where facts.isMain { regions[facts.callingCode] = facts }
        return regions
    }()

    /// All regions of a calling code.
    static func sharing(_ callingCode: String) -> [RegionFacts] { groups[callingCode] ?? [] }

    /// Splits the digits of an international number into calling code and rest; nil where no calling code begins so.
    /// No code is the beginning of another (E.164), so the first that fits is the one.
    static func split(_ digits: String) -> (main: RegionFacts, rest: String)? {
        for length in 1...3 {
            if let main = byCallingCode[String(digits.prefix(length))] {
                return (main, String(digits.dropFirst(length)))
            }
        }
        return nil
    }

    private static let groups = Dictionary(grouping: all, by: \.callingCode)

    static let all = RegionTable.text.split(separator: "\n").compactMap(RegionFacts.init(line:))
}
