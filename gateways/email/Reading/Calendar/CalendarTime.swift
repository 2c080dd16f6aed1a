// SPDX-License-Identifier: Apache-2.0

/// A point in time as a calendar writes it: by the clock of some place, not converted, since we do not know where the
/// reader is (RFC 5545 sections 3.3.4 and 3.3.5).
struct CalendarTime: Equatable {
    /// Days since 1 March of the year 0, of the proleptic Gregorian calendar.
    private var dayNumber: Int
    /// Minutes since midnight; nil: all day.
    private(set) var minutes: Int?
    /// As people know it: "UTC", "Europe/Berlin", or whatever the sender's program calls it; nil: none, or all day.
    let zone: String?

    /// `20250603T140000Z`, `20250603`; nil for what is no such thing.
    init?(_ line: CalendarLine) {
        let digits = line.value.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard digits.count == 8, let date = Int(String(digits) ?? "") else { return nil }
        let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100)
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        dayNumber = Self.dayNumber(year, month, day)
        let clock = line.value.dropFirst(8)
        guard clock.first == "T", let time = Int(clock.dropFirst().prefix(4)), clock.dropFirst().prefix(4).count == 4,
            time / 100 < 24, time % 100 < 60, time >= 0
        else {
            (minutes, zone) = (nil, nil)
            return
        }
        minutes = time / 100 * 60 + time % 100
        zone = clock.hasSuffix("Z") ? "UTC" : line.parameters["TZID"].map(Self.zoneName)
    }

    /// So much later.
    func adding(minutes more: Int) -> CalendarTime {
        var later = self
        guard let minutes else {
            later.dayNumber += more / 1440
            return later
        }
        later.dayNumber += (minutes + more) / 1440
        later.minutes = (minutes + more) % 1440
        return later
    }

    /// The end of what lasts whole days is the day behind the last one.
    var dayBefore: CalendarTime {
        var before = self
        before.dayNumber -= 1
        return before
    }

    func isSameDay(as other: CalendarTime) -> Bool { dayNumber == other.dayNumber }

    /// `PT1H30M`, `P1D`, in minutes; nil for what is none, or negative (section 3.3.6).
    static func duration(_ text: String) -> Int? {
        guard text.hasPrefix("P") else { return nil }
        var (total, number) = (0, 0)
        for character in text.dropFirst() {
            switch character {
            case "0"..."9": number = min(number * 10 + (character.wholeNumberValue ?? 0), 1_000_000)
            case "W": (total, number) = (total + number * 10_080, 0)
            case "D": (total, number) = (total + number * 1440, 0)
            case "H": (total, number) = (total + number * 60, 0)
            case "M": (total, number) = (total + number, 0)
            case "S", "T": number = 0
            default: return nil
            }
        }
        return total
    }

    /// "Tue 3 June 2025", "Di 3. Juni 2025"
    func day(isGerman: Bool) -> String {
        let (year, month, day) = Self.date(dayNumber)
        let weekday = (isGerman ? Self.germanWeekdays : Self.weekdays)[((dayNumber + 2) % 7 + 7) % 7]
        let name = (isGerman ? Self.germanMonths : Self.months)[month - 1]
        return "\(weekday) \(day)\(isGerman ? "." : "") \(name) \(year)"
    }

    /// "14:00"; nil: all day.
    var clock: String? {
        minutes.map { "\($0 / 60 < 10 ? "0" : "")\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" }
    }

    /// Some programs put a path in front.
    private static func zoneName(_ text: String) -> String {
        let parts = text.split(separator: "/")
        return PlainText.oneLine(text.hasPrefix("/") ? parts.suffix(2).joined(separator: "/") : text)
    }

    /// Years begin in March here, so that the day that some lack is the last one.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let monthsSinceMarch = (month + 9) % 12
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (monthsSinceMarch * 153 + 2) / 5 + day - 1
    }

    private static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        var year = number * 400 / 146_097
        while dayNumber(year + 1, 3, 1) <= number { year += 1 }
        while dayNumber(year, 3, 1) > number { year -= 1 }
        let dayOfYear = number - dayNumber(year, 3, 1)
        let monthsSinceMarch = (dayOfYear * 5 + 2) / 153
        let month = (monthsSinceMarch + 2) % 12 + 1
        return (month < 3 ? year + 1 : year, month, dayOfYear - (monthsSinceMarch * 153 + 2) / 5 + 1)
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
