// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

/// The line that says when: it is never missing, whatever a program made of the time.
@Suite struct CalendarWhenTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let lines: String
        let when: String
        var method = "REQUEST"
        var testDescription: String { lines }

        init(_ lines: String, _ when: String, method: String = "REQUEST") {
            (self.lines, self.when, self.method) = (lines, when, method)
        }
    }

    private static let nine = "Sun 8 March 2026, 09:00"

    static let shapes = [
        Case("DTSTART:20260308T090000", nine), Case("DTSTART: 20260308T0900Z ", nine + " (UTC)"),
        Case("dtstart:20260308T090000", nine), Case("DTSTART:20260308T09", nine),
        Case("DTSTART:2026-03-08T09:00:00.000Z", nine + " (UTC)"), Case("DTSTART:2026-03-08 09:00", nine),
        Case("DTSTART:20260308T090000+0100", nine + " (UTC+1)"),
        Case("DTSTART:2026-03-08T09:00:00-03:30", nine + " (UTC-3:30)"),
        Case("DTSTART:20260308T090000 and more", nine),
        Case("DTSTART:20260308T240000", "Mon 9 March 2026, 00:00"),
        Case("DTSTART;VALUE=DATE:20260308T000000", "Sun 8 March 2026"), Case("DTSTART:2026-03-08", "Sun 8 March 2026"),
        Case("DTSTART;VALUE=\"DATE-TIME:20260308T090000", nine), Case("DTSTART;TZID=:20260308T090000", nine),
        Case("DTSTART:20260231T090000", "20260231T090000"), Case("DTSTART:20260308T250000", "20260308T250000"),
        Case("DTSTART:soon\\, or later", "soon, or later"), Case("DTSTART:", "not given"),
        Case("LOCATION:x", "not given"), Case("DTEND:20260308T090000", "until " + nine),
        Case("DUE:20260308", "until Sun 8 March 2026"), Case("DTSTART:x\nDTSTART:20260308T090000", nine),
    ]

    static let lengths = [
        Case("DTSTART:20260308T090000\nDTEND:20260308T093000", nine + "–09:30"),
        Case("DURATION:PT1H\nDTSTART:20260308T090000", nine + "–10:00"),
        Case("DTSTART:20260308T090000\nDURATION:PT3600S", nine + "–10:00"),
        Case("DTSTART:20260308T090000\nDURATION:+P1DT30M", nine + " – Mon 9 March 2026, 09:30"),
        Case("DTSTART:20260308T090000\nDURATION:-PT1H", nine), Case("DTSTART:20260308T090000\nDURATION:PT0S", nine),
        Case("DTSTART:20260308T090000\nDTEND:20260308T090000", nine),
        Case("DTSTART:20260308\nDURATION:P2D", "Sun 8 March 2026 – Mon 9 March 2026"),
        Case("DTSTART:20260308\nDTEND:20260309", "Sun 8 March 2026"),
        Case("DTSTART:20260308\nDTEND:20260308", "Sun 8 March 2026"),
        Case(
            "DTSTART;TZID=Europe/Berlin:20260308T090000\nDTEND;TZID=America/New_York:20260308T110000",
            nine + " (Europe/Berlin) – Sun 8 March 2026, 11:00 (America/New_York)"),
        Case(
            "DTSTART:20260308T000000\nDTEND:20260310T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            "Sun 8 March 2026 – Mon 9 March 2026"),
        Case(
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nDTSTART;TZID=Europe/Berlin:20260308T000000\nDTEND;TZID=Europe/Berlin:20260309T000000",
            "Sun 8 March 2026"),
        Case("DTSTART:20260308T090000\nX-MICROSOFT-CDO-ALLDAYEVENT:FALSE", nine),
    ]

    static let repeated = [
        Case("DTSTART:20260308T090000\nRRULE:FREQ=DAILY", nine + ", daily"),
        Case("RRULE:INTERVAL=2;FREQ=WEEKLY\nDTSTART:20260308T090000", nine + ", every 2 weeks"),
        Case("DTSTART:20260308T090000\nRRULE:FREQ=WEEKLY;BYDAY=SU", nine + ", weekly"),
        Case("DTSTART:20260308T090000\nRRULE:FREQ=WEEKLY;BYDAY=WE,SU;WKST=MO", nine + ", weekly on Wed, Sun"),
        Case("DTSTART:20260308T090000\nRRULE:FREQ=MONTHLY;BYDAY=2SU;COUNT=6", nine + ", monthly, 6 times"),
        Case("DTSTART:20260308\nRRULE:FREQ=YEARLY;UNTIL=20300308", "Sun 8 March 2026, yearly until Fri 8 March 2030"),
        Case("DTSTART:20260308T090000\nRRULE:FREQ=SECONDLY", nine + ", repeatedly"),
        Case("DTSTART:20260308T090000\nRDATE:20260310T090000,20260320T090000", nine + ", repeatedly"),
        Case("DTSTART:20260308T090000\nRRULE:rubbish", nine + ", repeatedly"),
        Case(
            "DTSTART:20260308T090000\nRECURRENCE-ID:20260308T090000", nine + ", only this one of the series",
            method: "CANCEL"),
        Case("RECURRENCE-ID:20260308T090000", nine + ", only this one of the series", method: "CANCEL"),
        Case(
            "DTSTART:20260308T090000\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260307T080000",
            nine + ", this and all later ones\nInstead of: Sat 7 March 2026, 08:00"),
        Case(
            "DTSTART:20260308T090000\nX-MS-OLK-ORIGINALSTART:20260308T100000",
            nine + "\nInstead of: Sun 8 March 2026, 10:00", method: "COUNTER"),
        Case("DTSTART:20260308T090000\nX-MS-OLK-ORIGINALSTART:20260308T090000", nine),
        Case(
            "DTSTART;TZID=Europe/Berlin:20260308T090000\nRECURRENCE-ID:20260308T080000Z",
            nine + " (Europe/Berlin), only this one of the series"),
        Case(
            "DTSTART;TZID=Europe/Berlin:20260308T090000\nRECURRENCE-ID:20260306T080000Z",
            nine + " (Europe/Berlin), only this one of the series\nInstead of: Fri 6 March 2026, 08:00 (UTC)"),
    ]

    @Test("when it is", arguments: shapes + lengths + repeated)
    func when(_ given: Case) throws {
        let text = CalendarSummary.text(of: CalendarTests.calendar(given.lines, method: given.method), method: nil, nil)
        let lines = try #require(text).split(separator: "\n").filter { !$0.hasPrefix("[") && !$0.hasPrefix("Where") }
        #expect(lines.joined(separator: "\n") == "When: " + given.when)
    }

    @Test("in German") func german() {
        let calendar = CalendarTests.calendar(
            "SUMMARY:x\nDTSTART:20260308T090000\nRECURRENCE-ID:20260307T080000\nRRULE:FREQ=WEEKLY;BYDAY=MO,SU;COUNT=3")
        #expect(
            CalendarSummary.text(of: calendar, method: nil, "de")
                == "[Einladung] x\nWann: So 8. März 2026, 09:00, wöchentlich am Mo, So, 3-mal, nur dieser aus der Serie\n"
                + "Statt: Sa 7. März 2026, 08:00")
        #expect(
            CalendarSummary.text(of: "BEGIN:VEVENT", method: "CANCEL", "de")
                == "[Abgesagt] ohne Titel\nWann: nicht angegeben")
    }
}
