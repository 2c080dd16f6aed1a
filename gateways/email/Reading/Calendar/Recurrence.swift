// SPDX-License-Identifier: Apache-2.0

/// How often an event comes again (RFC 5545 section 3.3.10).
struct Recurrence {
    /// In upper case: "WEEKLY".
    private(set) var frequency = ""
    private(set) var interval = 1
    /// How many times in all; nil: not said.
    private(set) var count: Int?
    private(set) var until: CalendarTime?
    /// The days of a week, from 0, which is Monday; empty: not said, or which of a month's.
    private(set) var weekdays: [Int] = []

    private static let largestNumber = 10_000

    init(_ text: String) {
        for (name, value) in RuleParts(text).parts {
            switch name {
            case "FREQ": frequency = value
            case "INTERVAL": interval = min(max(1, Int(value) ?? 1), Self.largestNumber)
            case "COUNT": count = Int(value).map { min(max(1, $0), Self.largestNumber) }
            case "UNTIL": until = CalendarLine("UNTIL:\(value)").flatMap(CalendarTime.init)
            case "BYDAY":
                let days = value.split(separator: ",").prefix(7).map { RuleParts.weekday($0.trimmingBlanks()) }
                weekdays = days.contains(nil) ? [] : Array(Set(days.compactMap { $0 })).sorted()
            default: break
            }
        }
    }

    /// Of an event that has a list of days instead.
    init() {}
}
