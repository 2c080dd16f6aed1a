// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// Reads numbers as providers send them.
extension NumberPlan {
    /// Who sent a message.
    package struct Sender: Hashable, Sendable {
        package let address: Address
        /// How the sender spells its name; nil for numbers.
        package let nickname: String?
    }

    /// Digits of a number that arrives though the table does not know it: a service's own, short as +33700, up to E.164's
    /// longest.
    static let unknownLengths = 3...15

    /// Reads a sender as a provider names it: E.164 with or without `+`, a national number, a short code or a word.
    /// `isE164` says that the provider sends telephone numbers in no other form than E.164, perhaps without `+`; else
    /// digits that fit both are taken for a number of the region. nil where the text is none of them.
    package func sender(_ text: String, isE164: Bool = false) -> Sender? {
        guard let dialled = DialledDigits(text.trimmed) else {
            return AlphanumericSender(text).map { Sender(address: $0.address, nickname: $0.name) }
        }
        guard dialled.digits.utf8.count <= DialledDigits.longest else { return nil }
        return address(received: dialled, isE164: isE164).map { Sender(address: $0, nickname: nil) }
    }

    /// As `sender`, and numbers that no rule knows besides: new ones, old ones, and those of the network's own services.
    /// They are kept as they came, so that the answer goes to the very number that wrote.
    package func anySender(_ text: String, isE164: Bool = false) -> Sender? {
        if let sender = sender(text, isE164: isE164) { return sender }
        guard let dialled = DialledDigits(text.trimmed), let digits = unknown(dialled) else { return nil }
        guard Self.unknownLengths.contains(digits.utf8.count) else { return nil }
        return Sender(address: Address("+" + digits), nickname: nil)
    }

    /// What stands behind the `+` of a number that no rule knows; nil where the digits do not say where it is.
    private func unknown(_ dialled: DialledDigits) -> String? {
        let digits = dialled.digits
        if dialled.hasPlus { return digits }
        if digits.hasPrefix("00") { return String(digits.dropFirst(2)) }
        // One of the region itself, or from a provider that leaves the `+` out, before a calling code: that never begins
        // with 0.
        if digits.hasPrefix("0") { return region.withoutTrunk(digits).map { region.callingCode + $0 } }
        return digits.utf8.count > Self.shortCodeLengths.upperBound ? digits : nil
    }

    private func address(received dialled: DialledDigits, isE164: Bool) -> Address? {
        let digits = dialled.digits
        if dialled.hasPlus { return PhoneNumber(received: digits)?.address }
        let isShort = Self.shortCodeLengths.contains(digits.utf8.count)
        if isE164, !isShort, !digits.hasPrefix("0") { return PhoneNumber(received: digits)?.address }
        if let number = try? international(digits) { return number.address }
        if isShort { return try? address(typed: digits) }
        let number = prefixed(digits) ?? mobile(digits) ?? PhoneNumber(received: digits) ?? anyMobile(digits)
        return number?.address
    }

    /// A number of the region that shows itself as one: by a prefix, or by the calling code without `+`.
    private func prefixed(_ digits: String) -> PhoneNumber? {
        let national = region.nationalNumber(in: digits, former: false)
        if national != digits, region.isValid(national) { return PhoneNumber(national: national, in: region) }
        return number(behindCallingCode: digits, former: false)
    }

    /// A mobile number without any prefix, in a region where none begins it with 0. (Elsewhere nobody leaves the 0 out.)
    private func mobile(_ digits: String) -> PhoneNumber? {
        region.trunk?.hasPrefix("0") == true ? nil : anyMobile(digits)
    }

    private func anyMobile(_ digits: String) -> PhoneNumber? {
        region.mayBeMobile(digits) ? PhoneNumber(national: digits, in: region) : nil
    }
}
