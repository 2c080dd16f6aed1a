// SPDX-License-Identifier: Apache-2.0

/// An iCalendar object: what is wanted of the reader (RFC 5546), and about which events.
struct CalendarObject {
    enum Method {
        case invitation, cancellation, counterProposal, declinedProposal, answer, none

        init(_ name: String?) {
            switch name?.uppercased() {
            case "REQUEST"?, "ADD"?: self = .invitation
            case "CANCEL"?: self = .cancellation
            case "COUNTER"?: self = .counterProposal
            case "DECLINECOUNTER"?: self = .declinedProposal
            case "REPLY"?: self = .answer
            default: self = .none
            }
        }
    }

    let method: Method
    /// The first ones, at least one.
    private(set) var events: [CalendarEvent] = []
    /// How many there are.
    private(set) var count = 0
    private(set) var zones = CalendarZones()

    private var open: [String] = []
    private var zone: (name: String, rules: ZoneRules)?
    private var event: CalendarEvent?

    /// More events are not read; a calendar of a year is a file.
    private static let mostEvents = 5
    private static let mostLevels = 8
    private static let mostZones = 50

    /// - Parameter stated: as the part's type says it; the object itself is asked where it does not.
    /// nil: there is neither an event nor a task in the text.
    init?(_ text: CalendarText, method stated: String?) {
        var named: String?
        let lines = CalendarLine.all(in: text)
        for line in lines where line.name == "METHOD" { named = named ?? line.value }
        method = Method(stated ?? named)
        for line in lines { read(line) }
        closeEvent()
        closeZone()
        guard count > 0 else { return nil }
    }

    private mutating func read(_ line: CalendarLine) {
        switch line.name {
        case "BEGIN": begin(line.firstWord)
        case "END": end(line.firstWord)
        case "X-WR-TIMEZONE": zones.usual = line.value
        default:
            switch open.last {
            case "VEVENT"?, "VTODO"?: event?.read(line)
            case "VTIMEZONE"?:
                // The quotation marks of a parameter, which stand here by mistake.
                if line.name == "TZID" { zone?.name = line.value.filter { $0 != "\"" } }
                zone?.rules.read(line, isInObservance: false)
            case "STANDARD"?, "DAYLIGHT"?: zone?.rules.read(line, isInObservance: true)
            default: break
            }
        }
    }

    private mutating func begin(_ component: String) {
        switch component {
        case "VEVENT", "VTODO":
            closeEvent()
            count += 1
            event = CalendarEvent()
        case "VTIMEZONE":
            closeZone()
            zone = ("", ZoneRules())
        case "STANDARD", "DAYLIGHT": zone?.rules.begin()
        default: break
        }
        if open.count == Self.mostLevels { open.removeFirst() }
        open.append(component)
    }

    private mutating func end(_ component: String) {
        // One that was never ended ends with what it stands in.
        if let place = open.lastIndex(of: component) { open.removeSubrange(place...) }
        switch component {
        case "VEVENT", "VTODO": closeEvent()
        case "VTIMEZONE": closeZone()
        default: break
        }
    }

    private mutating func closeEvent() {
        guard var closed = event else { return }
        event = nil
        guard events.count < Self.mostEvents else { return }
        closed.finish()
        events.append(closed)
    }

    private mutating func closeZone() {
        guard let closed = zone else { return }
        zone = nil
        if zones.rules.count < Self.mostZones { zones.rules[closed.name] = closed.rules }
    }
}
