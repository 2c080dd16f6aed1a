// SPDX-License-Identifier: Apache-2.0

/// The digits of what a person typed as a telephone number, without the separators that people put between them.
struct DialledDigits: Equatable {
    /// ASCII digits, at least one.
    let digits: String
    /// Whether a `+` stood before them.
    let hasPlus: Bool

    /// More digits are never a number, whatever stands before it: E.164 has 15, an international prefix up to 8.
    static let longest = 32

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// nil where the text holds anything but digits of any script, separators and one leading `+`.
    init?(_ text: some StringProtocol) {
        var digits = ""
        var hasPlus = false
        for scalar in Self.withoutScheme(text).unicodeScalars {
            if let digit = Self.digit(scalar) {
                digits.append(digit)
            } else if scalar == "+" || scalar == "\u{FF0B}" {
                guard digits.isEmpty, !hasPlus else { return nil }
                hasPlus = true
            } else if !Self.isSeparator(scalar) {
                return nil
            }
        }
        guard !digits.isEmpty else { return nil }
        self.digits = digits
        self.hasPlus = hasPlus
    }

    /// `tel:` (RFC 3966) and `sms:` (RFC 5724), as a link is pasted.
    private static func withoutScheme(_ text: some StringProtocol) -> String {
        let marks = text.unicodeScalars.prefix { $0.properties.generalCategory == .format }.count
        let rest = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(marks)))
        return ["tel:", "sms:"].contains(rest.prefix(4).lowercased()) ? String(rest.dropFirst(4)) : rest
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Character? {
        // Of nearly all numbers, and no question for Unicode's tables.
        if ("0"..."9").contains(scalar) { return Character(scalar) }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Character(String(Int(value)))
    }

    /// Spaces of any width, dashes of any length, `. / ( ) [ ]`, the tilde at which one waits for a tone (`8~10`), their
    /// full-width forms, and the invisible marks that a copied number brings along.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "-", ".", "/", "(", ")", "[", "]", "~", "\u{2053}", "\u{2212}", "\u{223C}", "\u{30FC}": true
        case "\u{FF08}", "\u{FF09}", "\u{FF0D}", "\u{FF0E}", "\u{FF0F}", "\u{FF3B}", "\u{FF3D}", "\u{FF5E}": true
        default:
            scalar.properties.generalCategory == .dashPunctuation || scalar.properties.generalCategory == .format
                || scalar.properties.isWhitespace && scalar != "\n" && scalar != "\r"
        }
    }
}
