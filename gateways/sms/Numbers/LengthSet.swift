// SPDX-License-Identifier: Apache-2.0

/// A set of lengths between 0 and 31 digits; a telephone number has at most 15 (E.164).
struct LengthSet: Hashable, Sendable {
    private var bits: UInt32 = 0

    /// `4-6,9`; `-` is the empty set.
    init(_ text: some StringProtocol) {
        for range in text.split(separator: ",") {
            let bounds = range.split(separator: "-").compactMap { Int($0) }
            guard let low = bounds.first, let high = bounds.last, low <= high, high < 32 else { continue }
            for length in low...high { bits |= 1 << UInt32(length) }
        }
    }

    var isEmpty: Bool { bits == 0 }

    func contains(_ length: Int) -> Bool {
        (0..<32).contains(length) && bits & 1 << UInt32(length) != 0
    }
}
