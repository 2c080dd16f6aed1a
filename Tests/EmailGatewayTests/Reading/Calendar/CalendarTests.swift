// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

@Suite struct CalendarTests {
    static func calendar(_ lines: String, method: String = "REQUEST") -> String {
        "BEGIN:VCALENDAR\r\nMETHOD:\(method)\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
            + "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
            + lines.split(separator: "\n").joined(separator: "\r\n")
            + "\r\nBEGIN:VALARM\r\nSUMMARY:alarm\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let calendar: String
        let text: String?
        var language: String? = nil

        init(_ name: String, _ calendar: String, _ text: String?, language: String? = nil) {
            (testDescription, self.calendar, self.text, self.language) = (name, calendar, text, language)
        }
    }

    static let cases = [
        Case(
            "an invitation",
            calendar(
                "SUMMARY:Plan\\, part 2\nDTSTART;TZID=Europe/Berlin:20250603T140000\nDTEND;TZID=Europe/Berlin:20250603T153000\n"
                    + "LOCATION:Room \n 2\nORGANIZER;CN=\"Bob: B\":mailto:bob@example.org"),
            "[Invitation] Plan, part 2\nWhen: Tue 3 June 2025, 14:00–15:30 (Europe/Berlin)\nWhere: Room 2\n"
                + "Organiser: Bob: B <bob@example.org>"),
        Case(
            "in German",
            calendar("SUMMARY:Plan\nDTSTART:20240229T080000Z\nDURATION:PT1H30M\nRRULE:INTERVAL=2;FREQ=WEEKLY"),
            "[Einladung] Plan\nWann: Do 29. Februar 2024, 08:00–09:30 (UTC), alle 2 Wochen", language: "de-AT"),
        Case(
            "all day",
            calendar("SUMMARY:Fair\nDTSTART;VALUE=DATE:20251231\nDTEND;VALUE=DATE:20260101", method: "PUBLISH"),
            "[Event] Fair\nWhen: Wed 31 December 2025"),
        Case(
            "several days", calendar("SUMMARY:Fair\nDTSTART;VALUE=DATE:20251231\nDTEND;VALUE=DATE:20260103"),
            "[Invitation] Fair\nWhen: Wed 31 December 2025 – Fri 2 January 2026"),
        Case(
            "over midnight", calendar("DTSTART:20250228T230000\nDTEND:20250301T010000"),
            "[Invitation] without a title\nWhen: Fri 28 February 2025, 23:00 – Sat 1 March 2025, 01:00"),
        Case(
            "cancelled", calendar("SUMMARY:Plan\nSTATUS:CANCELLED", method: "PUBLISH"),
            "[Cancelled] Plan\nWhen: not given"),
        Case("cancelled by method", calendar("SUMMARY:Plan", method: "CANCEL"), "[Cancelled] Plan\nWhen: not given"),
        Case(
            "an answer",
            calendar("SUMMARY:Plan\nATTENDEE;PARTSTAT=DECLINED;CN=Ann:MAILTO:ann@example.org", method: "REPLY"),
            "[Declined by Ann <ann@example.org>] Plan\nWhen: not given"),
        Case(
            "another time", calendar("SUMMARY:Plan", method: "COUNTER"), "[Another time proposed] Plan\nWhen: not given"
        ),
        Case("a broken time", calendar("SUMMARY:Plan\nDTSTART:3 June"), "[Invitation] Plan\nWhen: 3 June"),
        Case(
            "hostile numbers", calendar("SUMMARY:x\nDTSTART:99999999T999999\nDURATION:P99999999999999W"),
            "[Invitation] x\nWhen: 99999999T999999"),
        Case("no event", "BEGIN:VCALENDAR\nEND:VCALENDAR", nil), Case("no calendar", "hello", nil),
        Case("nothing", "", nil),
        Case("never ends", "BEGIN:VEVENT\nSUMMARY:x", "[Event] x\nWhen: not given"),
        Case(
            "never ends, with a time", "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20250603",
            "[Event] x\nWhen: Tue 3 June 2025"),
    ]

    @Test("a calendar is summarised", arguments: cases)
    func summarised(_ given: Case) {
        #expect(CalendarSummary.text(of: given.calendar, method: nil, given.language) == given.text)
    }

    @Test(
        "days are counted right",
        arguments: [
            ("20000229", "Tue 29 February 2000"), ("19700101", "Thu 1 January 1970"), ("21000301", "Mon 1 March 2100"),
            ("20241231", "Tue 31 December 2024"), ("16000101", "Sat 1 January 1600"),
        ])
    func days(_ value: String, _ text: String) throws {
        let line = try #require(CalendarLine.all(in: "DTSTART:\(value)").first)
        #expect(CalendarTime(line)?.day.text(isGerman: false) == text)
    }
}
