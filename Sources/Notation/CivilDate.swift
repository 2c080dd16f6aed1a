// SPDX-License-Identifier: Apache-2.0

/// A day of the proleptic Gregorian calendar.
///
/// Years are counted from March within: the leap day is then the last of its year, and the lengths of the months before
/// it are always the same.
package struct CivilDate: Hashable, Comparable, Sendable {
    package static let secondsPerDay = 86_400
    /// Days in 400 years, in 100 and in 4.
    private static let (era, century, olympiad) = (146_097, 36_524, 1_461)
    /// Days from 1 March of the year 0 to 1 January 1970.
    private static let epoch = 719_468

    /// Days since 1 January 1970.
    package var dayNumber: Int

    package init(dayNumber: Int) {
        self.dayNumber = dayNumber
    }

    /// The day, in UTC, of a moment in seconds since 1970.
    package init(secondsSince1970 seconds: Int) {
        dayNumber = Self.floored(seconds, Self.secondsPerDay).quotient
    }

    /// nil: there is no such day.
    package init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...12).contains(month), (1...Self.length(ofMonth: month, year)).contains(day) else { return nil }
        self.init(countingOn: year, month, day)
    }

    /// A day that its month lacks is one of the next: 31 June is 1 July. The month is 1 to 12.
    package init(countingOn year: Int, _ month: Int, _ day: Int) {
        let shifted = month > 2 ? year : year - 1
        let (eras, yearOfEra) = Self.floored(shifted, 400)
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + Self.daysBefore((month + 9) % 12) + day - 1
        dayNumber = eras * Self.era + dayOfEra - Self.epoch
    }

    package var parts: (year: Int, month: Int, day: Int) {
        let (eras, dayOfEra) = Self.floored(dayNumber + Self.epoch, Self.era)
        let leapDays = dayOfEra / (Self.olympiad - 1) - dayOfEra / Self.century + dayOfEra / (Self.era - 1)
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (eras * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - Self.daysBefore(fromMarch) + 1)
    }

    /// From 0, which is Monday.
    package var weekday: Int { Self.floored(dayNumber + 3, 7).remainder }

    /// Seconds from 1970 to its beginning in UTC.
    package var secondsSince1970: Int { dayNumber * Self.secondsPerDay }

    package static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }

    /// Days before the month of that number, March being 0: 31, 30, 31, 30, 31 over and over is 153 in five months.
    private static func daysBefore(_ fromMarch: Int) -> Int { (153 * fromMarch + 2) / 5 }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floored(_ number: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
