// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// XMPP Date and Time Profiles (XEP-0082 version 1.1.1), the profile DateTime: RFC 3339 with a capital `T`, in the
/// Gregorian calendar, years 0001 to 9999.
///
///     2026-03-01T12:00:00Z    2026-03-01T12:00:00.250+01:00
package enum DateTimeProfile {
    /// The moments that four digits of year can tell, in seconds since 1970.
    private static let earliest = -62_135_596_800.0
    private static let latest = 253_402_300_799.0
    private static let secondsPerDay = 86_400
    /// Octets that are read: a fraction may have any number of digits, and nobody's clock has so many.
    private static let longest = 64

    /// Writes a moment in UTC, with milliseconds where it has any. One outside the profile becomes the nearest in it.
    package static func text(_ date: Date) -> String {
        let given = date.timeIntervalSince1970
        let seconds = given.isNaN ? 0 : min(max(given, earliest), latest)
        let milliseconds = Int((seconds * 1000).rounded())
        let (whole, fraction) = floorDivision(milliseconds, 1000)
        let (day, second) = floorDivision(whole, secondsPerDay)
        let (year, month, dayOfMonth) = civil(day)
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
        guard (1...9999).contains(year), (1...12).contains(month), (1...length(ofMonth: month, year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let seconds = days(year, month, day) * secondsPerDay + hour * 3600 + minute * 60 + second - offset
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

// The calendar. Years are counted from March here: the leap day is then the last of its year, and the lengths of the
// months before it are always the same.
extension DateTimeProfile {
    /// Days in 400 years, in 100 and in 4.
    private static let (era, century, olympiad) = (146_097, 36_524, 1_461)
    /// Days from 1 March of the year 0 to 1 January 1970.
    private static let epoch = 719_468

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let leapDays = year / 4 - year / 100 + year / 400
        return year * 365 + leapDays + daysBefore((month + 9) % 12) + day - 1 - epoch
    }

    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let (eras, dayOfEra) = floorDivision(day + epoch, era)
        let leapDays = dayOfEra / (olympiad - 1) - dayOfEra / century + dayOfEra / (era - 1)
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + eras * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, dayOfYear - daysBefore(month) + 1)
    }

    /// Days before the month of that number, March being 0: 31, 30, 31, 30, 31 over and over is 153 in five months.
    private static func daysBefore(_ month: Int) -> Int { (153 * month + 2) / 5 }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floorDivision(_ number: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
