// SPDX-License-Identifier: Apache-2.0

/// Numbers of the protocol: digits only.
enum DecimalNumber {
    /// The most digits that RFC 1870 section 4 allows.
    private static let digitLimit = 20

    /// A number too large for us is the largest that we know; nil for what is no number.
    static func parse(_ text: some StringProtocol) -> Int? {
        guard (1...digitLimit).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit) else { return nil }
        return Int(text) ?? .max
    }
}
