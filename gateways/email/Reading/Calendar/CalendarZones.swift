// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// The zones that a calendar describes, and what its times are called by them.
struct CalendarZones {
    /// By their names, as they stand in the calendar.
    var rules: [String: ZoneRules] = [:]
    /// Whose clock a time is by that says nothing (X-WR-TIMEZONE); nil: nobody's.
    var usual: String?

    /// "Europe/Berlin", "UTC+1"; nil: the time is everywhere the same.
    func name(of time: CalendarTime, _ language: String?) -> String? {
        switch time.place {
        case .offset(let minutes): return Self.words(minutes)
        case .zone(let name): return self.name(of: name, at: time, language)
        case .anywhere:
            guard time.minutes != nil, let usual, case .known(let name) = ZoneName(usual) else { return nil }
            return name
        }
    }

    private func name(of zone: String, at time: CalendarTime, _ language: String?) -> String {
        let rules = rules(of: zone)
        switch (ZoneName(zone), rules?.location.map(ZoneName.init)) {
        case (.known(let name), _), (_, .known(let name)?): return name
        case (.offset(let minutes), _): return Self.words(minutes)
        case (.words(let words), _):
            return rules?.offset(at: time).map { "\(words), \(Self.words($0))" } ?? words
        case (.nothing, _):
            let unknown = Sentence("time zone unknown", german: "Zeitzone unbekannt").text(for: language)
            return rules?.offset(at: time).map(Self.words) ?? unknown
        }
    }

    /// Where there is only one, a name that says nothing means that one, and so does one that was cut off.
    private func rules(of zone: String) -> ZoneRules? {
        if let rules = rules[zone] { return rules }
        guard rules.count == 1, let (name, only) = rules.first else { return nil }
        if case .nothing = ZoneName(zone) { return only }
        return zone.isEmpty || !name.hasPrefix(zone) ? nil : only
    }

    /// The same moment by the clock of another time's zone, where the calendar says how that goes.
    func moved(_ time: CalendarTime, to other: CalendarTime) -> CalendarTime {
        guard case .offset(let from) = time.place, case .zone(let zone) = other.place,
            let to = rules(of: zone)?.offset(at: time)
        else { return time }
        return time.adding(minutes: to - from).placed(as: other)
    }

    /// "UTC", "UTC+1", "UTC−3:30"
    private static func words(_ minutes: Int) -> String {
        guard minutes != 0 else { return "UTC" }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        return "UTC\(minutes < 0 ? "-" : "+")\(hours)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
    }
}
