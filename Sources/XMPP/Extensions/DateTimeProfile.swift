// SPDX-License-Identifier: Apache-2.0

import Notation

package import struct Foundation.Date

/// XMPP Date and Time Profiles (XEP-0082 version 1.1.1), the profile DateTime: RFC 3339 with a capital `T`, in the
/// Gregorian calendar, years 0001 to 9999.
///
///     2026-03-01T12:00:00Z    2026-03-01T12:00:00.250+01:00
package enum DateTimeProfile {
    /// The moments that four digits of year can tell, in seconds since 1970.
    private static let earliest = -62_135_596_800.0
    private static let latest = 253_402_300_799.0
    /// Octets that are read: a fraction may have any number of digits, and nobody's clock has so many.
    private static let longest = 64

    /// Writes a moment in UTC, with milliseconds where it has any. One outside the profile becomes the nearest in it.
    package static func text(_ date: Date) -> String {
        let given = date.timeIntervalSince1970
        let seconds = given.isNaN ? 0 : min(max(given, earliest), latest)
        let milliseconds = Int((seconds * 1000).rounded())
        let fraction = (milliseconds % 1000 + 1000) % 1000
        let whole = (milliseconds - fraction) / 1000
        let day = CivilDate(secondsSince1970: whole)
        let second = whole - day.secondsSince1970
        let (year, month, dayOfMonth) = day.parts
        let date = "\(digits(year, 4))-\(digits(month, 2))-\(digits(dayOfMonth, 2))"
        let time = "\(digits(second / 3600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2))"
        return "\(date)T\(time)\(fraction == 0 ? "" : ".\(digits(fraction, 3))")Z"
    }

    /// Reads a moment; nil where the text is not of the profile or no such moment is in the calendar.
    package static func date(_ text: String) -> Date? {
        guard text.utf8.count <= longest else { return nil }
        var rest = Substring(text)
        guard let year = number(&rest, 4), take("-", &rest), let month = number(&rest, 2), take("-", &rest),
            let day = number(&rest, 2), take("T", &rest), let hour = number(&rest, 2), take(":", &rest),
            let minute = number(&rest, 2), take(":", &rest), let second = number(&rest, 2),
            let fraction = fraction(&rest), let offset = offset(&rest), rest.isEmpty
        else { return nil }
        // A leap second (60) is the first second of the next minute: Date knows none.
        guard year >= 1, let date = CivilDate(year, month, day), hour < 24, minute < 60, second <= 60 else {
            return nil
        }
        let seconds = date.secondsSince1970 + hour * 3600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }
}

// Pieces of text.
extension DateTimeProfile {
    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Takes exactly `width` ASCII digits.
    private static func number(_ text: inout Substring, _ width: Int) -> Int? {
        let digits = text.utf8.prefix(width)
        guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        text = text.dropFirst(width)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func take(_ character: Character, _ text: inout Substring) -> Bool {
        guard text.first == character else { return false }
        text.removeFirst()
        return true
    }

    /// The fraction of a second: 0 where there is none, nil where a dot has no digits behind it.
    private static func fraction(_ text: inout Substring) -> Double? {
        guard take(".", &text) else { return 0 }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        text = text.dropFirst(digits.count)
        return digits.isEmpty ? nil : Double("0.\(digits)")
    }

    /// The offset from UTC in seconds.
    private static func offset(_ text: inout Substring) -> Int? {
        if take("Z", &text) { return 0 }
        let sign = take("+", &text) ? 1 : take("-", &text) ? -1 : 0
        guard sign != 0, let hours = number(&text, 2), take(":", &text), let minutes = number(&text, 2), hours < 24,
            minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
