// SPDX-License-Identifier: Apache-2.0

/// Which national number digits are. The rules are those of libphonenumber, whose data this is; where they lead to a number
/// that no region of the calling code has, the plain trunk prefix is tried.
extension RegionFacts {
    /// Whether the region, or the main region of its calling code, has such numbers.
    func isValid(_ national: String) -> Bool {
        self.national?.matches(national) == true
            || !isMain && Regions.byCallingCode[callingCode]?.national?.matches(national) == true
    }

    /// Whether the region, or another of its calling code, has such mobile numbers.
    func isMobile(_ national: String) -> Bool {
        Regions.sharing(callingCode).contains { $0.mobile?.matches(national) == true }
    }

    /// Whether it may be a mobile's. North America has no numbers for mobiles alone: any may be, also one of an area that
    /// the table does not know.
    func mayBeMobile(_ national: String) -> Bool {
        isMobile(national) || callingCode == "1" && isDialled(national)
    }

    /// Whether people of the region dial this number.
    func isDialled(_ national: String) -> Bool {
        let length = national.utf8.count
        let fits = lengths.contains(length) || Regions.byCallingCode[callingCode]?.lengths.contains(length) == true
        return fits && isValid(national)
    }

    /// Whether a number behind the calling code can have this length. What only a smaller region of the code has must be a
    /// number that exists there.
    func isPossible(_ national: String) -> Bool {
        let length = national.utf8.count
        return lengths.contains(length)
            || Regions.sharing(callingCode).contains { $0.lengths.contains(length) && $0.isValid(national) }
    }

    /// The national number in digits that are dialled within the country, or that stand behind the calling code, where
    /// people write prefixes too: `+44 (0)20…`. The digits themselves where they have none.
    /// - Parameter former: whether prefixes of former times count. Networks may send such numbers still, and they are
    ///   answered as they came.
    func nationalNumber(in digits: String, former: Bool) -> String {
        let stripped = withoutPrefixes(digits)
        let number = lengths.contains(stripped.utf8.count) ? stripped : digits
        guard !isValid(number) else { return number }
        if let rest = withoutTrunk(digits), isValid(rest) { return rest }
        if former, let rest = formerPrefixes?.match(digits)?.rest, isValid(rest) { return rest }
        return number
    }

    /// What the trunk prefix leaves of the digits; nil where they do not begin with it. Where a region has none, as Poland,
    /// people still write the 0 of other regions: `+48 (0) 512…`.
    func withoutTrunk(_ digits: String) -> String? {
        let trunk = trunk ?? "0"
        guard digits.hasPrefix(trunk) else { return nil }
        return String(digits.dropFirst(trunk.utf8.count))
    }

    /// A number that exists as it is keeps the digits that look like a prefix, unless one that exists is left.
    private func withoutPrefixes(_ digits: String) -> String {
        guard let stripped = prefixes?.replaced(in: digits) else { return digits }
        let keeps = national?.matches(digits) == true && national?.matches(stripped) != true
        return keeps ? digits : stripped
    }
}
