// SPDX-License-Identifier: Apache-2.0

import Notation

/// What a calendar says of a zone that it names (VTIMEZONE, RFC 5545 section 3.6.5).
struct ZoneRules {
    /// The name in the tz database, as some programs add it; nil: not said.
    private(set) var location: String?
    private var observances: [Observance] = []

    /// Standard time, or daylight time, from each of its beginnings on.
    struct Observance {
        fileprivate var onset: CalendarTime?
        fileprivate var further: [CalendarTime] = []
        fileprivate var before: Int?
        fileprivate var offset: Int?
        fileprivate var rule: YearlyRule?
    }

    /// A part of it begins: STANDARD or DAYLIGHT.
    mutating func begin() { observances.append(Observance()) }

    mutating func read(_ line: CalendarLine, isInObservance: Bool) {
        guard isInObservance, let last = observances.indices.last else {
            if line.name == "X-LIC-LOCATION" { location = line.value }
            return
        }
        switch line.name {
        case "DTSTART": observances[last].onset = CalendarTime(line)
        case "RDATE": observances[last].further += CalendarTime(line).map { [$0] } ?? []
        case "RRULE": observances[last].rule = YearlyRule(line.value)
        case "TZOFFSETFROM": observances[last].before = CalendarTime.offset(line.value)
        case "TZOFFSETTO": observances[last].offset = CalendarTime.offset(line.value)
        default: break
        }
    }

    /// Minutes east of Greenwich at a time by this zone's clock; nil: it is not said.
    func offset(at time: CalendarTime) -> Int? {
        let known = observances.filter { $0.offset != nil }
        let begun = known.compactMap { observance in observance.last(before: time).map { ($0, observance) } }
        if let last = begun.max(by: { $0.0 < $1.0 }) { return last.1.offset }
        // Before everything that is said: as it was before the first change.
        let first = known.min { ($0.onset?.wallMinutes ?? .min) < ($1.onset?.wallMinutes ?? .min) }
        return known.count == 1 ? first?.offset : first?.before ?? first?.offset
    }
}

extension ZoneRules.Observance {
    /// When it last began, in minutes by the clock on the wall; nil: it had not yet.
    fileprivate func last(before time: CalendarTime) -> Int? {
        guard let onset else { return .min }
        var found = ([onset] + further).map(\.wallMinutes).filter { $0 <= time.wallMinutes }.max()
        guard let rule, found != nil else { return found }
        let year = min(time.day.parts.year, rule.until ?? .max)
        for year in [year, year - 1] where year >= onset.day.parts.year {
            guard let day = rule.day(in: year, like: onset.day) else { continue }
            let moment = day.dayNumber * 1440 + (onset.minutes ?? 0)
            if moment <= time.wallMinutes { found = max(found ?? moment, moment) }
        }
        return found
    }
}
