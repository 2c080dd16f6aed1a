// SPDX-License-Identifier: Apache-2.0

/// A day of the proleptic Gregorian calendar.
struct CalendarDay: Comparable {
    /// Days since 1 March of the year 0.
    var number: Int

    init(number: Int) { self.number = number }

    /// nil: there is no such day.
    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        number = Self.number(year, month, day)
        guard date.day == day else { return nil }
    }

    static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    /// From 0, which is Monday.
    var weekday: Int { ((number + 2) % 7 + 7) % 7 }

    var date: (year: Int, month: Int, day: Int) {
        var year = number * 400 / 146_097
        while Self.number(year + 1, 3, 1) <= number { year += 1 }
        while Self.number(year, 3, 1) > number { year -= 1 }
        let dayOfYear = number - Self.number(year, 3, 1)
        let monthsSinceMarch = (dayOfYear * 5 + 2) / 153
        let month = (monthsSinceMarch + 2) % 12 + 1
        return (month < 3 ? year + 1 : year, month, dayOfYear - (monthsSinceMarch * 153 + 2) / 5 + 1)
    }

    /// "Tue 3 June 2025", "Di 3. Juni 2025"
    func text(isGerman: Bool) -> String {
        let (year, month, day) = date
        let name = (isGerman ? Self.germanMonths : Self.months)[month - 1]
        return "\(Self.name(weekday: weekday, isGerman: isGerman)) \(day)\(isGerman ? "." : "") \(name) \(year)"
    }

    static func name(weekday: Int, isGerman: Bool) -> String { (isGerman ? germanWeekdays : weekdays)[weekday] }

    /// Years begin in March here, so that the day that some lack is the last one.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let monthsSinceMarch = (month + 9) % 12
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (monthsSinceMarch * 153 + 2) / 5 + day - 1
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let germanWeekdays = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ]
}
