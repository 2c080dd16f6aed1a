// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// A telephone number (E.164). One that exists has a calling code that exists and a length that is possible there;
/// whether anybody has it is not known, and numbers kept for fiction are as good as any.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// `+` and the digits: the canonical form.
    package let e164: String
    /// Whether the main region of its calling code has numbers that begin so. New ones may be missing in the table.
    var isValid: Bool {
        Self.split(String(e164.dropFirst())).map { $0.main.isValid($0.rest) } ?? false
    }
    /// Whether a mobile phone may have it.
    var isMobile: Bool {
        Self.split(String(e164.dropFirst())).map { $0.main.isMobile($0.rest) } ?? false
    }

    /// Reads the canonical form and nothing else; nil for anything that is not it, which includes a number with the
    /// trunk prefix left in (`+4402079460018`), because one person has one address.
    package init?(e164 text: String) {
        guard text.hasPrefix("+"), let number = PhoneNumber(dialled: String(text.dropFirst())), number.e164 == text
        else { return nil }
        self = number
    }

    /// Reads the digits that a person typed behind `+` or an international prefix. The prefixes that people write behind
    /// the calling code, as in `+44 (0)20 7946 0018`, are left out.
    init?(dialled digits: String) {
        guard let (main, rest) = Self.split(digits) else { return nil }
        let national = main.nationalNumber(in: rest, former: true)
        guard main.isPossible(national) else { return nil }
        self.init(national: national, in: main)
    }

    /// Reads the digits of a number that a network sent. It is kept as it came, whatever may have stood there in former
    /// times; but where it is none and its plain prefix leaves one, as in `+4402079460018`, it is that.
    init?(received digits: String) {
        guard let (main, rest) = Self.split(digits) else { return nil }
        let national = main.nationalNumber(in: rest, former: false)
        let number = national != rest && main.isValid(national) && !main.isValid(rest) ? national : rest
        guard main.isPossible(number) else { return nil }
        self.init(national: number, in: main)
    }

    /// A national number, without prefixes, of a region.
    init(national digits: String, in region: RegionFacts) {
        e164 = "+\(region.callingCode)\(digits)"
    }

    private static func split(_ digits: String) -> (main: RegionFacts, rest: String)? {
        guard digits.utf8.count <= DialledDigits.longest, digits.utf8.allSatisfy(DialledDigits.isDigit) else {
            return nil
        }
        return Regions.split(digits)
    }

    package var description: String { e164 }

    package var address: Address { Address(e164) }
}
