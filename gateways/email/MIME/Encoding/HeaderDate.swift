// SPDX-License-Identifier: Apache-2.0

import Notation

import struct Foundation.Date

/// The date of RFC 5322 section 3.3, in UTC: `Fri, 21 Nov 1997 09:55:06 +0000`.
enum HeaderDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(_ date: Date) -> String {
        // The years 1970 to 9999: a mail has no other date, and a year has four digits.
        let seconds = Int(min(max(date.timeIntervalSince1970, 0), 253_402_300_799))
        let date = CivilDate(secondsSince1970: seconds)
        let (year, month, day) = date.parts
        let time = seconds - date.secondsSince1970
        let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
        return "\(weekdays[date.weekday]), \(day) \(months[month - 1]) \(year) \(clock) +0000"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
