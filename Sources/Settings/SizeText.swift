// SPDX-License-Identifier: Apache-2.0

import Notation

/// Sizes as a settings file writes them: a whole number and `KiB`, `MiB` or `GiB`.
package enum SizeText {
    /// `"64KiB"` → 65,536 bytes. Throws what to write instead.
    package static func parse(_ text: String) throws(InvalidSetting) -> Int {
        for (suffix, bytes) in bytesPerUnit where text.hasSuffix(suffix) {
            guard let count = UnsignedNumber.parse(text.dropLast(suffix.count)) else { break }
            let (total, isTooLarge) = count.multipliedReportingOverflow(by: bytes)
            guard !isTooLarge, total <= largest else {
                throw InvalidSetting("\"\(text)\" is too large; write at most \"1024GiB\"")
            }
            return total
        }
        throw InvalidSetting("\"\(text)\" is no size; write for example \"64KiB\" or \"25MiB\"")
    }

    private static let largest = 1024 << 30

    private static let bytesPerUnit = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]
}
