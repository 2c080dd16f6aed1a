// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// Reads numbers as the people of one region write them. One person is always one address: `+` and the digits of E.164
/// for a telephone, digits alone for a short code, lower case for a word. What can be read as two numbers is refused: a
/// text must never go to somebody else.
package struct NumberPlan: Sendable {
    let region: RegionFacts

    /// The digits of a short code: fewer is no code anywhere, more is a telephone number.
    package static let shortCodeLengths = 3...8

    /// A number dialled without the trunk prefix, where the region has one, is taken for a short code below this length.
    private static let shortestWithoutTrunk = 7

    /// `region` is an ISO 3166 code in either case; nil where there is no such region.
    package init?(region: String) {
        guard let facts = Regions.byName[region.uppercased()] else { return nil }
        self.region = facts
    }

    /// Whether a message can be sent there: to a telephone or a short code, not to a word.
    package static func canBeAnswered(_ address: Address) -> Bool {
        address.text.utf8.allSatisfy { $0 == UInt8(ascii: "+") || DialledDigits.isDigit($0) }
    }

    /// Reads what a person typed: international or national, with separators, or a short code.
    package func address(typed text: String) throws(AddressProblem) -> Address {
        guard let dialled = DialledDigits(text.trimmed) else {
            throw AlphanumericSender(text) == nil ? NumberProblem.notANumber : NumberProblem.word
        }
        guard dialled.digits.utf8.count <= DialledDigits.longest else {
            throw NumberProblem.national(dialled.digits, in: region)
        }
        if dialled.hasPlus {
            guard let number = PhoneNumber(dialled: dialled.digits) else {
                throw NumberProblem.international(dialled.digits)
            }
            return number.address
        }
        return try address(bare: dialled.digits)
    }

    /// Reads the unescaped local part of a contact's JID: what a person may type, and whatever has written to us under
    /// this very name, be it a word or a number that the table does not know.
    package func address(localPart text: String) throws(AddressProblem) -> Address {
        if text.hasPrefix("+"), text.utf8.count > 1, text.utf8.dropFirst().allSatisfy(DialledDigits.isDigit) {
            if let sender = anySender(text) { return sender.address }
        } else if DialledDigits(text.trimmed) == nil, let word = AlphanumericSender(text) {
            return word.address
        }
        return try address(typed: text)
    }

    // MARK: - Forms

    /// A number behind the region's own international prefix, or `00`. Where both fit, such as 001 and 00, it is the one
    /// that leaves a number of the region itself. nil where there is no such number.
    func international(_ digits: String) throws(AddressProblem) -> PhoneNumber? {
        let own = region.internationalPrefixes?.match(digits).flatMap { PhoneNumber(dialled: $0.rest) }
        var numbers = [digits.hasPrefix("00") ? afterZeros(digits, own: own) : nil, own].compactMap(\.self)
        if numbers.contains(where: \.isValid) { numbers.removeAll { !$0.isValid } }
        if let home = numbers.first(where: { isHome($0) && digits.hasSuffix($0.e164.dropFirst()) }) { return home }
        return try Self.only(numbers)
    }

    /// Where the region has a longer prefix of its own, such as 0011, the digits behind `00` have no prefix besides, but
    /// for those of the region itself.
    private func afterZeros(_ digits: String, own: PhoneNumber?) -> PhoneNumber? {
        let rest = digits.dropFirst(2)
        guard let number = PhoneNumber(dialled: String(rest)) else { return nil }
        return own == nil || isHome(number) || number.e164.dropFirst() == rest ? number : nil
    }

    private func isHome(_ number: PhoneNumber) -> Bool {
        number.e164.hasPrefix("+" + region.callingCode)
    }

    /// Digits without `+`. A number behind a prefix that is in no table is one only where the digits are none of the region.
    private func address(bare digits: String) throws(AddressProblem) -> Address {
        guard let abroad = try international(digits) else { return try address(national: digits) }
        guard !abroad.isValid, let home = try number(national: digits) else { return abroad.address }
        return home.address
    }

    private func address(national digits: String) throws(AddressProblem) -> Address {
        if !isShortCode(digits), let number = try number(national: digits) { return number.address }
        let count = digits.utf8.count
        if region.localLengths.contains(count), count >= Self.shortestWithoutTrunk { throw NumberProblem.areaMissing }
        let beginsWithTrunk = digits.hasPrefix("0") && region.trunk?.hasPrefix("0") == true
        guard Self.shortCodeLengths.contains(count), !beginsWithTrunk else {
            throw NumberProblem.national(digits, in: region)
        }
        return Address(digits)
    }

    /// Where a trunk prefix is written before numbers, nobody leaves it out before few digits.
    private func isShortCode(_ digits: String) -> Bool {
        let count = digits.utf8.count
        return count < Self.shortestWithoutTrunk && region.trunk != nil && region.withoutTrunk?.matches(digits) != true
            && region.nationalNumber(in: digits, former: false) == digits
    }

    /// A number of the region: as it is dialled within the country, or with the calling code but without `+`, or with
    /// both. nil where it is none.
    func number(national digits: String) throws(AddressProblem) -> PhoneNumber? {
        let within = dialled(region.nationalNumber(in: digits, former: true))
        let behind = number(behindCallingCode: digits, former: true)
        if let number = try Self.only([within, behind].compactMap(\.self)) { return number }
        return region.withoutTrunk(digits).flatMap { number(behindCallingCode: $0, former: true) }
    }

    /// The number that is meant where several can be: the only one of a mobile phone, because texts go to those. nil where
    /// there is none at all.
    private static func only(_ numbers: [PhoneNumber]) throws(AddressProblem) -> PhoneNumber? {
        guard let first = numbers.first, numbers.contains(where: { $0 != first }) else { return numbers.first }
        let mobiles = numbers.filter(\.isMobile)
        guard mobiles.count == 1 else { throw NumberProblem.ambiguous(numbers) }
        return mobiles.first
    }

    /// The calling code and a number without `+`.
    func number(behindCallingCode digits: String, former: Bool) -> PhoneNumber? {
        guard digits.hasPrefix(region.callingCode), digits.utf8.count >= Self.shortestWithoutTrunk else { return nil }
        let rest = String(digits.dropFirst(region.callingCode.utf8.count))
        return dialled(region.nationalNumber(in: rest, former: former))
    }

    /// nil where it is no number that people of the region dial.
    private func dialled(_ national: String) -> PhoneNumber? {
        region.isDialled(national) ? PhoneNumber(national: national, in: region) : nil
    }
}
