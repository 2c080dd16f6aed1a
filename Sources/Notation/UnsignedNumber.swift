// SPDX-License-Identifier: Apache-2.0

/// A number that is written with the digits 0 to 9 alone.
package enum UnsignedNumber {
    /// nil for anything else: signs, spaces, other scripts' digits, or more than fits.
    package static func parse(_ text: some StringProtocol) -> Int? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(text)
    }
}
