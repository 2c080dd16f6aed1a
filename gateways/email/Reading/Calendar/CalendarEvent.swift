// SPDX-License-Identifier: Apache-2.0

/// One event or task of an iCalendar object (RFC 5545 sections 3.6.1 and 3.6.2).
struct CalendarEvent {
    private(set) var summary = ""
    private(set) var start: CalendarTime?
    private(set) var end: CalendarTime?
    /// What stands for its time and is none that we know; empty: nothing.
    private(set) var unreadTime = ""
    /// When it was to be, of what is one of a series, or is to be moved; nil: not said.
    private(set) var original: CalendarTime?
    /// It is one of a series, and not the series.
    private(set) var isOccurrence = false
    /// And so are all that come later.
    private(set) var includesLater = false
    private(set) var location = ""
    private(set) var organiser = ""
    /// The first one; in an answer there is no other.
    private(set) var attendee = ""
    /// What the attendee answered: "ACCEPTED", "DECLINED", "TENTATIVE".
    private(set) var participation = ""
    /// nil: it happens once.
    private(set) var recurrence: Recurrence?
    private(set) var isCancelled = false
    private var descriptionLine: CalendarLine?
    private var commentLines: [CalendarLine] = []
    private static let mostComments = 5
    private var duration: Int?
    private var isWholeDay = false

    mutating func read(_ line: CalendarLine) {
        switch line.name {
        case "SUMMARY": summary = line.text
        case "LOCATION": location = line.text
        case "ORGANIZER": organiser = line.person
        case "ATTENDEE" where attendee.isEmpty:
            attendee = line.person
            participation = line.parameters["PARTSTAT"]?.uppercased() ?? ""
        case "STATUS": isCancelled = line.value.uppercased() == "CANCELLED"
        case "DESCRIPTION": descriptionLine = line
        case "X-ALT-DESC" where descriptionLine == nil: descriptionLine = line
        case "COMMENT" where commentLines.count < Self.mostComments: commentLines.append(line)
        default: readTime(line)
        }
    }

    private mutating func readTime(_ line: CalendarLine) {
        switch line.name {
        case "DTSTART":
            start = CalendarTime(line) ?? start
            if start == nil { unreadTime = line.text }
        case "DTEND", "DUE":
            end = CalendarTime(line) ?? end
            if end == nil, unreadTime.isEmpty { unreadTime = line.text }
        case "DURATION": duration = CalendarTime.duration(line.value)
        case "X-MICROSOFT-CDO-ALLDAYEVENT": isWholeDay = line.value.uppercased() == "TRUE"
        case "RECURRENCE-ID":
            original = CalendarTime(line)
            isOccurrence = true
            includesLater = line.parameters["RANGE"]?.uppercased() == "THISANDFUTURE"
        case "X-MS-OLK-ORIGINALSTART" where original == nil: original = CalendarTime(line)
        case "RRULE": recurrence = Recurrence(line.value)
        case "RDATE" where recurrence == nil: recurrence = Recurrence()
        default: break
        }
    }

    /// What its author wrote about it, and what an attendee wrote with the answer.
    var remarks: [[String]] {
        ([descriptionLine].compactMap { $0 } + commentLines).map(\.paragraphs).filter { !$0.isEmpty }
    }

    /// All lines were read, in whatever order.
    mutating func finish() {
        // What has no time of its own is when it was to be.
        if start == nil, isOccurrence { start = original }
        if end == nil, let start, let duration { end = start.adding(minutes: duration) }
        guard isWholeDay, let first = start, first.minutes == 0, end?.minutes ?? 0 == 0 else { return }
        (start, end) = (first.allDay, end?.allDay)
    }
}
