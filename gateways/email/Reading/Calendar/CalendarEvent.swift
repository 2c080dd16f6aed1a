// SPDX-License-Identifier: Apache-2.0

/// What an iCalendar object is about: its first event or task, and what is wanted of the reader (RFC 5546).
struct CalendarEvent {
    enum Method {
        case invitation, cancellation, counterProposal, none
        /// What the attendee answered: "ACCEPTED", "DECLINED", "TENTATIVE".
        case answer(String)
    }

    private(set) var method = Method.none
    private(set) var summary = ""
    private(set) var start: CalendarTime?
    private(set) var end: CalendarTime?
    private(set) var location = ""
    private(set) var organiser = ""
    /// The first one; in an answer there is no other.
    private(set) var attendee = ""
    /// In upper case: "WEEKLY"; nil: it happens once.
    private(set) var frequency: String?
    private var isCancelled = false
    private var participation = ""

    /// - Parameter method: as the part's type says it; the object itself is asked where it does not.
    /// nil: there is neither an event nor a task in the text.
    init?(_ text: String, method stated: String?) {
        var method = stated
        var open: [String] = []
        var found = 0
        for line in CalendarLine.all(in: text) {
            let isInside = ["VEVENT", "VTODO"].contains(open.last)
            switch line.name {
            case "BEGIN":
                open.append(line.value.uppercased())
                if ["VEVENT", "VTODO"].contains(open.last) { found += 1 }
            case "END": _ = open.popLast()
            case "METHOD" where method == nil: method = line.value
            default: if isInside, found == 1 { read(line) }
            }
        }
        guard found > 0 else { return nil }
        finish(method)
    }

    private mutating func read(_ line: CalendarLine) {
        switch line.name {
        case "SUMMARY": summary = line.text
        case "DTSTART": start = CalendarTime(line)
        case "DTEND", "DUE": end = CalendarTime(line)
        case "DURATION":
            guard let start, let minutes = CalendarTime.duration(line.value) else { break }
            end = start.adding(minutes: minutes)
        case "LOCATION": location = line.text
        case "ORGANIZER": organiser = line.person
        case "ATTENDEE" where attendee.isEmpty:
            attendee = line.person
            participation = line.parameters["PARTSTAT"]?.uppercased() ?? ""
        case "STATUS": isCancelled = line.value.uppercased() == "CANCELLED"
        case "RRULE":
            let rule = line.value.uppercased().split(separator: ";").first { $0.hasPrefix("FREQ=") }
            frequency = rule.map { String($0.dropFirst(5)) }
        default: break
        }
    }

    private mutating func finish(_ name: String?) {
        switch name?.uppercased() {
        case _ where isCancelled: method = .cancellation
        case "REQUEST"?, "ADD"?: method = .invitation
        case "CANCEL"?: method = .cancellation
        case "COUNTER"?: method = .counterProposal
        case "REPLY"?: method = .answer(participation)
        default: method = .none
        }
    }
}
