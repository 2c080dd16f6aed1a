// SPDX-License-Identifier: Apache-2.0

import Notation

import struct Foundation.Date

/// A date of mail (RFC 5322 section 3.3), with the obsolete zones of section 4.3 and the mistakes of real mail.
struct MailDate {
    private var day: Int?
    private var month: Int?
    private var year: Int?
    /// Seconds since midnight.
    private var time: Int?
    /// Seconds east of Greenwich.
    private var zone: Int?
    private var isAfternoon: Bool?

    /// No date has more; what follows does not count.
    private static let longest = 200

    /// nil where day, month, year or time cannot be made out, or do not exist. Without a zone it is Greenwich's.
    static func parse(_ value: [UInt8]) -> Date? {
        let isEncoded = value.starts(with: "=?".utf8)
        let plain = isEncoded ? Array(EncodedWords.decode(Array(value.prefix(longest))).utf8) : value
        var date = MailDate()
        for word in words(plain.prefix(longest)) { date.take(word) }
        return date.date
    }

    /// Split at blanks and commas, comments dropped, in lower case.
    private static func words(_ value: ArraySlice<UInt8>) -> [Substring] {
        var depth = 0
        let plain = value.map { byte -> UInt8 in
            if byte == UInt8(ascii: "(") { depth += 1 }
            defer { if byte == UInt8(ascii: ")"), depth > 0 { depth -= 1 } }
            return depth > 0 ? ASCII.space : ASCII.lowerCase(byte)
        }
        return String(decoding: plain, as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "," }
    }

    private mutating func take(_ word: Substring) {
        if let date = Self.dotted(word) {
            (day, month, year) = date
        } else if word.utf8.contains(UInt8(ascii: ":")) || (time == nil && word.split(separator: ".").count == 3) {
            takeTime(word)
        } else if let found = MonthNames.number(of: word) {
            // What stands in front of it may be a day of the week that is spelt like a month: `mar., 21 oct. 2025`.
            if month == nil || time == nil { month = found }
        } else if let (number, digits) = Self.number(word) {
            takeNumber(number, digits: digits)
        } else if word == "am" || word == "pm" {
            isAfternoon = word == "pm"
        } else if let offset = DateZone.offset(word), time != nil {
            zone = zone ?? offset
        } else if word.utf8.contains(UInt8(ascii: "-")) || word.utf8.contains(UInt8(ascii: "/")) {
            takeJoined(word)
        }
    }

    /// `21`, `21.`, `21st`.
    private static func number(_ word: Substring) -> (number: Int, digits: Int)? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        let rest = word[digits.endIndex...]
        guard rest.isEmpty || [".", "st", "nd", "rd", "th"].contains(rest), let number = Int(digits) else { return nil }
        return (number, digits.count)
    }

    /// The day comes first, unless the number is too large; without a sign, four digits behind the year are a zone.
    private mutating func takeNumber(_ number: Int, digits: Int) {
        if day == nil, digits <= 2 {
            day = number
        } else if month == nil, time == nil, digits <= 2, (1...12).contains(number) {
            // `20 11 2024`; a month's name that follows is believed more.
            month = number
        } else if year == nil {
            year = Self.fullYear(number, digits: digits)
        } else if zone == nil, digits == 4, time != nil {
            zone = DateZone.seconds(number)
        }
    }

    /// `21.10.2025`, as it is written where the day comes first; nil for the time `10.00.00`.
    private static func dotted(_ word: Substring) -> (day: Int?, month: Int?, year: Int?)? {
        let parts = word.split(separator: ".")
        guard parts.count == 3, parts[2].count == 4, let day = Int(parts[0]), let month = Int(parts[1]),
            let year = Int(parts[2])
        else { return nil }
        return (day, month, year)
    }

    /// `1-Jan-2024`, ISO 8601's `2024-01-31`, and `31/01/2024`, whose month comes first where it can.
    private mutating func takeJoined(_ word: Substring) {
        let parts = word.split { $0 == "-" || $0 == "/" }
        guard parts.count == 3, year == nil else { return }
        if parts[0].count == 4, let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2]) {
            (year, month, day) = (first, second, third)
        } else if let first = Int(parts[0]), let second = MonthNames.number(of: parts[1]), let third = Int(parts[2]) {
            (day, month, year) = (first, second, Self.fullYear(third, digits: parts[2].count))
        } else if parts[2].count == 4, let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2])
        {
            let isMonthFirst = word.utf8.contains(UInt8(ascii: "/")) && first <= 12
            (day, month, year) = isMonthFirst ? (second, first, third) : (first, second, third)
        }
    }

    /// `10:00`, `10:00:00`, `10.00.00`, with ISO 8601's date before and zone behind, without blanks.
    private mutating func takeTime(_ word: Substring) {
        if time != nil {
            zone = zone ?? DateZone.offset(word)
            return
        }
        var text = word
        if let mark = word.firstIndex(of: "t"), word[..<mark].utf8.contains(UInt8(ascii: "-")) {
            takeJoined(word[..<mark])
            text = word[word.index(after: mark)...]
        }
        let clock = text.prefix { $0.isASCII && ($0.isNumber || $0 == ":" || $0 == ".") }
        let rest = text[clock.endIndex...]
        if rest == "am" || rest == "pm" {
            isAfternoon = rest == "pm"
        } else if !rest.isEmpty {
            zone = DateZone.offset(rest)
        }
        let separator: Character = clock.utf8.contains(UInt8(ascii: ":")) ? ":" : "."
        let numbers = clock.split(separator: separator).map { Int($0.prefix { $0.isNumber }) ?? -1 }
        guard (2...3).contains(numbers.count), (0...24).contains(numbers[0]), (0...59).contains(numbers[1]) else {
            return
        }
        let seconds = numbers.count == 3 ? numbers[2] : 0
        // A leap second is the last of its minute.
        guard (0...60).contains(seconds) else { return }
        time = numbers[0] * 3600 + numbers[1] * 60 + min(seconds, 59)
    }

    /// RFC 5322 section 4.3: two digits below 50 are of this century, others and three digits count from 1900.
    private static func fullYear(_ number: Int, digits: Int) -> Int {
        switch digits {
        case ...2: number < 50 ? 2000 + number : 1900 + number
        case 3: 1900 + number
        default: number
        }
    }

    private var date: Date? {
        guard let day, let month, let year, var time, (1900...9999).contains(year),
            let date = CivilDate(year, month, day)
        else { return nil }
        if let isAfternoon, time / 3600 <= 12 { time = time % (12 * 3600) + (isAfternoon ? 12 * 3600 : 0) }
        return Date(timeIntervalSince1970: Double(date.secondsSince1970 + time - (zone ?? 0)))
    }
}
