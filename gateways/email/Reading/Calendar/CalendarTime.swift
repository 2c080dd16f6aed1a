// SPDX-License-Identifier: Apache-2.0

import Notation

/// A point in time as a calendar writes it: by the clock of some place, not converted, since we do not know where the
/// reader is (RFC 5545 sections 3.3.4 and 3.3.5).
struct CalendarTime: Equatable {
    /// Whose clock it is.
    enum Place: Equatable {
        /// The reader's own, or not said; also a whole day, which is everywhere.
        case anywhere
        /// Minutes east of Greenwich.
        case offset(Int)
        /// As the calendar calls it (TZID).
        case zone(String)
    }

    private(set) var day: CivilDate
    /// Since midnight; nil: all day.
    private(set) var minutes: Int?
    private(set) var place = Place.anywhere

    /// `20250603T140000Z`, `20250603`, and what people write who know ISO 8601: `2025-06-03T14:00:00+02:00`. nil for
    /// what is no such thing.
    init?(_ line: CalendarLine) {
        let text = line.value.uppercased()
        let date = text.utf8.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: " ") }
        let digits = date.filter { $0 != UInt8(ascii: "-") }.compactMap(Self.digit)
        guard digits.count == 8, date.count == 8 || date.count == 10,
            let day = CivilDate(
                Self.number(digits[0..<4]), Self.number(digits[4..<6]), Self.number(digits[6..<8]))
        else { return nil }
        self.day = day
        guard line.parameters["VALUE"]?.uppercased() != "DATE", date.endIndex < text.utf8.endIndex else { return }
        let clock = Substring(text.utf8[date.endIndex...].dropFirst())
        guard read(clock) else { return nil }
        if place == .anywhere, let zone = line.parameters["TZID"], !zone.isEmpty { place = .zone(zone) }
    }

    /// `140000Z`. False where it is no time of day.
    private mutating func read(_ clock: Substring) -> Bool {
        let time = clock.utf8.prefix { Self.digit($0) != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        let isEnded = clock.utf8[time.endIndex...].first == 0x20
        let suffix = Substring(clock.utf8[time.endIndex...]).trimmingBlanks()
        let whole = time.prefix { $0 != UInt8(ascii: ".") }.compactMap(Self.digit)
        guard [2, 4, 6].contains(whole.count) else { return false }
        let (hour, minute) = (Self.number(whole[0..<2]), whole.count > 2 ? Self.number(whole[2..<4]) : 0)
        guard hour < 24 || hour == 24 && minute == 0, minute < 60 else { return false }
        minutes = 0
        self = adding(minutes: hour * 60 + minute)
        if suffix == "Z" {
            place = .offset(0)
        } else if let offset = Self.offset(suffix) {
            place = .offset(offset)
        } else if !suffix.isEmpty, !isEnded {
            return false
        }
        return true
    }

    /// `+0200`, `-05:00`, `+023000` in minutes (section 3.3.14); nil for what is none.
    static func offset(_ text: String) -> Int? {
        guard let sign = text.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.utf8.count <= 9
        else { return nil }
        let digits = text.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }.map(Self.digit)
        let known = digits.compactMap { $0 }
        guard known.count == digits.count, [2, 4, 6].contains(known.count) else { return nil }
        let minutes = number(known[0..<2]) * 60 + (known.count > 2 ? number(known[2..<4]) : 0)
        guard minutes <= 24 * 60 else { return nil }
        return sign == UInt8(ascii: "-") ? -minutes : minutes
    }

    private static func digit(_ byte: UInt8) -> Int? { (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil }

    private static func number(_ digits: ArraySlice<Int>) -> Int { digits.reduce(0) { $0 * 10 + $1 } }

    // MARK: - Reckoning

    /// So much later, or earlier.
    func adding(minutes more: Int) -> CalendarTime {
        var later = self
        guard let minutes else {
            later.day.dayNumber += more / 1440
            return later
        }
        let sum = minutes + more
        let days = (sum - (sum % 1440 + 1440) % 1440) / 1440
        later.day.dayNumber += days
        later.minutes = sum - days * 1440
        return later
    }

    /// The end of what lasts whole days is the day behind the last one.
    var dayBefore: CalendarTime {
        var before = self
        before.day.dayNumber -= 1
        return before
    }

    /// By the clock of another time's place.
    func placed(as other: CalendarTime) -> CalendarTime {
        var time = self
        time.place = other.place
        return time
    }

    /// The day alone.
    var allDay: CalendarTime {
        var day = self
        (day.minutes, day.place) = (nil, .anywhere)
        return day
    }

    /// By the clock on the wall, wherever that is: comparable within one place.
    var wallMinutes: Int { day.dayNumber * 1440 + (minutes ?? 0) }

    /// "14:00"; nil: all day.
    var clock: String? {
        minutes.map { "\($0 / 60 < 10 ? "0" : "")\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" }
    }

    /// `PT1H30M`, `P1D`, in minutes; nil for what is none, or negative (section 3.3.6).
    static func duration(_ text: String) -> Int? {
        let text = text.uppercased()
        let period = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard period.hasPrefix("P") else { return nil }
        var (seconds, number) = (0, 0)
        for byte in period.utf8.dropFirst() {
            if let digit = digit(byte) {
                number = min(number * 10 + digit, 1_000_000)
                continue
            }
            guard let unit = units[byte] else { return nil }
            seconds = min(seconds + number * unit, longestDuration)
            number = 0
        }
        return seconds / 60
    }

    /// Seconds; no event lasts a thousand years.
    private static let longestDuration = 31_600_000_000
    private static let units: [UInt8: Int] = [
        UInt8(ascii: "W"): 604_800, UInt8(ascii: "D"): 86_400, UInt8(ascii: "H"): 3600, UInt8(ascii: "M"): 60,
        UInt8(ascii: "S"): 1, UInt8(ascii: "T"): 0,
    ]
}
