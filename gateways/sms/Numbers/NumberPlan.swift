// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// Reads numbers as the people of one region write them, and as providers send them. One person is always one address:
/// `+` and the digits of E.164 for a telephone, digits alone for a short code, lower case for a word.
package struct NumberPlan: Sendable {
    private let region: RegionFacts

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
        address.text.utf8.allSatisfy { $0 == UInt8(ascii: "+") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    // MARK: - What people write

    /// Reads what a person typed: international or national, with separators, or a short code.
    package func address(typed text: String) throws(AddressProblem) -> Address {
        guard let dialled = DialledDigits(text.trimmed) else {
            throw AlphanumericSender(text) == nil ? NumberProblem.notANumber : NumberProblem.word
        }
        if let number = international(dialled) { return number.address }
        if dialled.hasPlus { throw NumberProblem.international(dialled.digits) }
        return try address(national: dialled.digits)
    }

    /// Reads the unescaped local part of a contact's JID: what a person may type, and a word that has written to us.
    package func address(localPart text: String) throws(AddressProblem) -> Address {
        if DialledDigits(text.trimmed) == nil, let word = AlphanumericSender(text) { return word.address }
        return try address(typed: text)
    }

    // MARK: - What providers send

    /// Who sent a message.
    package struct Sender: Hashable, Sendable {
        package let address: Address
        /// How the sender spells its name; nil for numbers.
        package let nickname: String?
    }

    /// Reads a sender as a provider names it: E.164 with or without `+`, a national number, a short code or a word.
    /// `isE164` says that the provider sends telephone numbers in no other form than E.164, perhaps without `+`; else
    /// digits that fit both are taken for a number of the region. nil where the text is none of them.
    package func sender(_ text: String, isE164: Bool = false) -> Sender? {
        guard let dialled = DialledDigits(text.trimmed) else {
            return AlphanumericSender(text).map { Sender(address: $0.address, nickname: $0.name) }
        }
        return address(received: dialled, isE164: isE164).map { Sender(address: $0, nickname: nil) }
    }

    private func address(received dialled: DialledDigits, isE164: Bool) -> Address? {
        if let number = international(dialled) { return number.address }
        if dialled.hasPlus { return nil }
        let digits = dialled.digits
        let bare = PhoneNumber(international: digits, dropsTrunk: false)
        let isShort = Self.shortCodeLengths.contains(digits.utf8.count)
        if isE164, !isShort, let bare { return bare.address }
        if let number = prefixed(digits) ?? mobile(digits) { return number.address }
        if !isShort, let bare { return bare.address }
        return try? address(national: digits)
    }

    /// A mobile number without any prefix, in a region where none begins it with 0. (Elsewhere nobody leaves the 0 out.)
    private func mobile(_ digits: String) -> PhoneNumber? {
        let hasZero = region.trunks.contains { $0.digits.hasPrefix("0") }
        guard !hasZero, region.mayBeMobile(digits) else { return nil }
        return PhoneNumber(national: digits, in: region)
    }

    // MARK: - Forms

    /// A number that begins with `+`, the region's own international prefix, or `00`. Where two prefixes fit, such as 001
    /// and 00, it is the one that leaves a number of the region itself, or else one as mobiles have.
    private func international(_ dialled: DialledDigits) -> PhoneNumber? {
        if dialled.hasPlus { return PhoneNumber(international: dialled.digits, dropsTrunk: true) }
        let numbers = (region.internationalPrefixes + ["00"]).lazy.filter(dialled.digits.begins(with:)).compactMap {
            PhoneNumber(international: dialled.digits.dropFirst($0.utf8.count), dropsTrunk: true)
        }
        let own = numbers.first { $0.e164.hasPrefix("+" + region.callingCode) }
        return own ?? numbers.first(where: \.mayBeMobile) ?? numbers.first
    }

    private func address(national digits: String) throws(AddressProblem) -> Address {
        let count = digits.utf8.count
        if let number = prefixed(digits) { return number.address }
        let mayLackTrunk = region.trunks.isEmpty || count >= Self.shortestWithoutTrunk
        if region.lengths.contains(count), mayLackTrunk, !region.beginsWithTrunk(digits) {
            return PhoneNumber(national: digits, in: region).address
        }
        if region.localLengths.contains(count), count >= Self.shortestWithoutTrunk { throw NumberProblem.areaMissing }
        if Self.shortCodeLengths.contains(count), !region.beginsWithTrunk(digits) || !digits.hasPrefix("0") {
            return Address(digits)
        }
        throw NumberProblem.national(digits, in: region)
    }

    /// A number of the region that shows itself as one: by its trunk prefix, by the calling code without `+`, or as the
    /// local part of an island.
    private func prefixed(_ digits: String) -> PhoneNumber? {
        if let rule = region.localRule, rule.completes(digits) {
            return PhoneNumber(national: rule.area + digits, in: region)
        }
        if let national = region.withoutTrunk(digits) { return PhoneNumber(national: national, in: region) }
        guard digits.hasPrefix(region.callingCode) else { return nil }
        let rest = digits.dropFirst(region.callingCode.utf8.count)
        let fitsBetter = region.mayBeMobile(rest) && !region.mayBeMobile(digits)
        guard fitsBetter || !region.lengths.contains(digits.utf8.count) else { return nil }
        return PhoneNumber(international: digits, dropsTrunk: true)
    }
}

extension String {
    /// Whether it begins with the prefix, in which `x` is any digit.
    fileprivate func begins(with prefix: String) -> Bool {
        utf8.count >= prefix.utf8.count && zip(utf8, prefix.utf8).allSatisfy { $1 == UInt8(ascii: "x") || $0 == $1 }
    }
}
