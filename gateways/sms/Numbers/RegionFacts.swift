// SPDX-License-Identifier: Apache-2.0

/// What Postern knows of one region's numbering plan.
struct RegionFacts: Sendable {
    /// ISO 3166, `US`; `001` for a calling code of no country.
    let region: String
    /// Its digits: `1`, `49`, `268`.
    let callingCode: String
    /// Possible lengths of a national number, without any prefix.
    let lengths: LengthSet
    /// Those of a mobile number; empty where none are known.
    let mobileLengths: LengthSet
    /// Lengths that are dialled within one area only.
    let localLengths: LengthSet
    /// The longest first.
    let trunks: [Trunk]
    /// International prefixes besides `00`, the longest first; `x` is any digit.
    let internationalPrefixes: [String]
    /// nil for most.
    let localRule: LocalRule?
    /// Whether this is the main region of its calling code.
    let isMain: Bool

    /// What stands before a number that is dialled within the country.
    struct Trunk: Sendable {
        let digits: String
        /// A national number may begin with these digits too, so that only its length can tell.
        let isUnclear: Bool

        /// Numbers that begin with 0 themselves are few, and never those of mobiles.
        var isZero: Bool { digits == "0" }
    }

    /// Where the area is the whole island, people leave its digits out.
    struct LocalRule: Sendable {
        let area: String
        /// How a local part can begin, which is otherwise a short code.
        let firstDigits: String
        let length: Int

        func completes(_ digits: String) -> Bool {
            digits.utf8.count == length && digits.first.map(firstDigits.contains) == true
        }
    }

    /// Whether a mobile phone may have a number of this length.
    func mayBeMobile(_ digits: some StringProtocol) -> Bool {
        (mobileLengths.isEmpty ? lengths : mobileLengths).contains(digits.utf8.count)
    }

    /// Drops the trunk prefix, where there is one and the rest can be a national number; nil where not.
    func withoutTrunk(_ digits: some StringProtocol) -> String? {
        for trunk in trunks where digits.hasPrefix(trunk.digits) {
            let rest = digits.dropFirst(trunk.digits.count)
            guard lengths.contains(rest.utf8.count) else { continue }
            let isNational = lengths.contains(digits.utf8.count) && (mayBeMobile(digits) || !mayBeMobile(rest))
            if !trunk.isUnclear || trunk.isZero || !isNational { return String(rest) }
        }
        return nil
    }

    /// Whether the digits begin as no national number does: with the trunk prefix.
    func beginsWithTrunk(_ digits: some StringProtocol) -> Bool {
        trunks.contains { !$0.isUnclear && digits.hasPrefix($0.digits) }
    }
}

extension RegionFacts {
    /// Reads a line of `RegionTable`.
    init?(line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count == 9 else { return nil }
        region = String(fields[0])
        callingCode = String(fields[1])
        lengths = LengthSet(fields[2])
        mobileLengths = LengthSet(fields[3])
        localLengths = LengthSet(fields[4])
        trunks = Self.list(fields[5]).map {
            Trunk(digits: $0.filter { $0 != "?" }, isUnclear: $0.hasSuffix("?"))
        }
        internationalPrefixes = Self.list(fields[6])
        localRule = LocalRule(fields[7])
        isMain = fields[8] == "m"
    }

    private static func list(_ text: Substring) -> [String] {
        text == "-" ? [] : text.split(separator: ",").map(String.init)
    }
}

extension RegionFacts.LocalRule {
    /// `268:457:7`
    fileprivate init?(_ text: Substring) {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let length = Int(parts[2]) else { return nil }
        self.init(area: String(parts[0]), firstDigits: String(parts[1]), length: length)
    }
}
