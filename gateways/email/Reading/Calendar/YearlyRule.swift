// SPDX-License-Identifier: Apache-2.0

import Notation

/// On which day of a year a zone changes its clock: `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU` (RFC 5545 section 3.3.10).
struct YearlyRule {
    /// The last year; nil: for ever.
    private(set) var until: Int?
    private var month: Int?
    private var monthDay: Int?
    /// From 0, which is Monday.
    private var weekday: Int?
    /// The how manieth such day of the month; negative: counted from its end.
    private var ordinal: Int?

    init(_ text: String) {
        for (name, value) in RuleParts(text).parts {
            switch name {
            case "UNTIL": until = Int(value.prefix(4))
            case "BYMONTH": month = Int(value)
            // Of a week's days, one of which is the right day of the week.
            case "BYMONTHDAY": monthDay = value.split(separator: ",").compactMap { Int($0) }.min()
            case "BYDAY":
                weekday = RuleParts.weekday(value.suffix(2))
                ordinal = Int(value.dropLast(2).drop { $0 == "+" })
            case "BYSETPOS": ordinal = Int(value)
            default: break
            }
        }
    }

    /// - Parameter first: when it first was, which has what the rule leaves out.
    func day(in year: Int, like first: CivilDate) -> CivilDate? {
        let month = month ?? first.parts.month
        guard let weekday else {
            return CivilDate(year, month, monthDay ?? first.parts.day)
        }
        if let ordinal, ordinal < 0 {
            let next = month == 12 ? (year + 1, 1) : (year, month &+ 1)
            guard ordinal >= -5, let end = CivilDate(next.0, next.1, 1) else { return nil }
            let last = CivilDate(dayNumber: end.dayNumber - 1)
            return CivilDate(dayNumber: last.dayNumber - (last.weekday - weekday + 7) % 7 + (ordinal + 1) * 7)
        }
        let from = ordinal == nil ? max(1, monthDay ?? 1) : 1
        guard (ordinal ?? 1) <= 5, let start = CivilDate(year, month, from) else { return nil }
        return CivilDate(dayNumber: start.dayNumber + (weekday - start.weekday + 7) % 7 + ((ordinal ?? 1) - 1) * 7)
    }
}

/// The parts of a rule, names and values in upper case.
struct RuleParts {
    let parts: [(name: String, value: String)]

    /// A rule that repeats anything has fewer.
    private static let most = 32

    init(_ text: String) {
        parts = text.uppercased().split(separator: ";").prefix(Self.most).compactMap { part in
            let pair = part.split(separator: "=", maxSplits: 1)
            return pair.count == 2 ? (pair[0].trimmingBlanks(), pair[1].trimmingBlanks()) : nil
        }
    }

    /// From 0, which is Monday; nil for what is no day.
    static func weekday(_ name: some StringProtocol) -> Int? {
        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(of: String(name))
    }
}
