// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// A telephone number (E.164). One that exists has a calling code that exists and a length that is possible there;
/// whether anybody has it is not known, and numbers kept for fiction are as good as any.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// `+` and the digits: the canonical form.
    package let e164: String

    /// Reads the canonical form and nothing else; nil for anything that is not it, which includes a number with the
    /// trunk prefix left in (`+4402079460018`), because one person has one address.
    package init?(e164 text: String) {
        guard text.hasPrefix("+") else { return nil }
        self.init(international: text.dropFirst(), dropsTrunk: false)
    }

    /// Reads the digits behind `+` or an international prefix. With `dropsTrunk` the trunk prefix that people write behind
    /// the calling code, as in `+44 (0)20 7946 0018`, is left out.
    init?(international digits: some StringProtocol, dropsTrunk: Bool) {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let (main, rest) = Regions.split(String(digits))
        else { return nil }
        if main.lengths.contains(rest.utf8.count), !main.beginsWithTrunk(rest) {
            self.init(national: rest, in: main)
        } else if dropsTrunk, main.beginsWithTrunk(rest), let national = main.withoutTrunk(rest) {
            self.init(national: national, in: main)
        } else {
            return nil
        }
    }

    /// A national number, without prefixes, of a region where its length is possible.
    init(national digits: some StringProtocol, in region: RegionFacts) {
        e164 = "+\(region.callingCode)\(digits)"
    }

    /// Whether a mobile phone may have a number of this length, as far as its calling code tells.
    var mayBeMobile: Bool {
        Regions.split(String(e164.dropFirst())).map { $0.main.mayBeMobile($0.rest) } ?? false
    }

    package var description: String { e164 }

    package var address: Address { Address(e164) }
}
