// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

/// Whose clock a time is by, as programs name it.
@Suite struct CalendarZoneTests {
    /// What a zone's name is to a person, of which the calendar says nothing.
    static let names = [
        ("Europe/Berlin", "Europe/Berlin"), ("\"Europe/Berlin\"", "Europe/Berlin"),
        ("'Europe/Berlin'", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
        ("/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/citadel.org/20070227_1/Asia/Tokyo", "Asia/Tokyo"),
        ("http://tzurl.org/zoneinfo/Europe/Berlin", "Europe/Berlin"), ("Europe\\/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"), ("w. europe standard time", "Europe/Berlin"),
        ("W. Europe Standard Time 1", "Europe/Berlin"), ("Eastern Standard Time", "America/New_York"),
        ("GMT Standard Time", "Europe/London"), ("UTC", "UTC"), ("Etc/UTC", "UTC"), ("GMT", "UTC"), ("Z", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"), ("Coordinated Universal Time", "UTC"), ("UTC-11", "UTC-11"),
        ("GMT+0100", "UTC+1"), ("UTC+05:30", "UTC+5:30"), ("GMT-3", "UTC-3"), ("Etc/GMT-1", "UTC+1"),
        ("+0200", "UTC+2"),
        ("Mitteleuropäische Zeit", "Mitteleuropäische Zeit"),
        ("(UTC+01:00) Amsterdam, Berlin", "UTC+01:00 Amsterdam, Berlin"),
        ("\"(GMT+01.00) Sarajevo/Warsaw/Zagreb\"", "GMT+01.00 Sarajevo/Warsaw/Zagreb"),
        ("Customized Time Zone", "time zone unknown"), ("Customized Time Zone 1", "time zone unknown"),
        ("tzone://Microsoft/Custom", "time zone unknown"), ("42", "time zone unknown"),
    ]

    @Test("a zone alone", arguments: names)
    func alone(_ name: String, _ shown: String) {
        let calendar = "BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=\(name):20260308T090000\nEND:VEVENT"
        #expect(
            CalendarSummary.text(of: calendar, method: nil, nil)
                == "[Event] x\nWhen: Sun 8 March 2026, 09:00 (\(shown))")
    }

    /// Central Europe, by Exchange.
    static let rules = """
        BEGIN:STANDARD
        DTSTART:16011028T030000
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010325T020000
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        END:DAYLIGHT
        """
    /// The east of America, with the rules of before 2007 first.
    static let eastern = """
        BEGIN:DAYLIGHT
        DTSTART:19870405T020000
        RRULE:FREQ=YEARLY;UNTIL=20060402T070000Z;BYMONTH=4;BYDAY=1SU
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        END:DAYLIGHT
        BEGIN:DAYLIGHT
        DTSTART:20070311T020000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:19671029T020000
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=SU;BYSETPOS=1
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        END:STANDARD
        """
    static let india = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD"

    /// With months and days that no calendar has.
    static func strange(_ parts: String) -> String {
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=YEARLY;\(parts)\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\n"
            + "END:STANDARD"
    }

    struct Rule: Sendable, CustomTestStringConvertible {
        let time: String
        let offset: String
        let rules: String
        var testDescription: String { "\(time) \(offset)" }

        init(_ time: String, _ offset: String, _ rules: String) {
            (self.time, self.offset, self.rules) = (time, offset, rules)
        }
    }

    static let offsets = [
        Rule("20260308T120000", "UTC+1", strange("BYDAY=-1SU;BYMONTH=9223372036854775807")),
        Rule("20260308T120000", "UTC+1", strange("BYMONTH=9223372036854775807;BYMONTHDAY=9223372036854775807")),
        Rule("20260328T120000", "UTC+1", rules), Rule("20260329T015900", "UTC+1", rules),
        Rule("20260329T030000", "UTC+2", rules), Rule("20260701T090000", "UTC+2", rules),
        Rule("20261024T090000", "UTC+2", rules), Rule("20261026T090000", "UTC+1", rules),
        Rule("20270101T000000", "UTC+1", rules), Rule("16000101T000000", "UTC+1", rules),
        Rule("20060402T030000", "UTC-4", eastern), Rule("20060401T030000", "UTC-5", eastern),
        Rule("20260307T120000", "UTC-5", eastern), Rule("20260308T120000", "UTC-4", eastern),
        Rule("20261101T030000", "UTC-5", eastern), Rule("20260308T120000", "UTC+5:30", india),
        Rule("19600101T000000", "UTC+5:30", india), Rule("20260308T120000", "time zone unknown", ""),
        Rule(
            "20260308T120000", "time zone unknown", "BEGIN:STANDARD\nDTSTART:x\nTZOFFSETTO:soon\nEND:STANDARD"),
        Rule("20260308T120000", "Europe/Berlin", "X-LIC-LOCATION:Europe/Berlin\n" + rules),
    ]

    @Test("a zone without a name has its rules", arguments: offsets)
    func ruled(_ given: Rule) {
        let zone = "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\n\(given.rules)\nEND:VTIMEZONE\n"
        let event = "BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=\"Customized Time Zone\":\(given.time)\nEND:VEVENT\n"
        for calendar in [zone + event, event + zone] {
            let text = CalendarSummary.text(of: calendar, method: nil, nil)
            #expect(text?.hasSuffix(" (\(given.offset))") ?? false, "\(text ?? "")")
        }
    }

    @Test("words and rules") func words() {
        let calendar =
            "BEGIN:VTIMEZONE\nTZID:Ortszeit\n\(Self.rules)\nEND:VTIMEZONE\n"
            + "BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=Ortszeit:20260701T090000\nDTEND;TZID=Ortszeit:20260701T100000\n"
            + "RRULE:FREQ=DAILY;UNTIL=20260709T220000Z\nEND:VEVENT"
        #expect(
            CalendarSummary.text(of: calendar, method: nil, nil)
                == "[Event] x\nWhen: Wed 1 July 2026, 09:00–10:00 (Ortszeit, UTC+2), daily until Fri 10 July 2026")
    }

    @Test("a calendar's own zone") func usual() {
        let calendar = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Rome\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20260308T090000"
        #expect(
            CalendarSummary.text(of: calendar, method: nil, nil)
                == "[Event] x\nWhen: Sun 8 March 2026, 09:00 (Europe/Rome)")
    }

    @Test("every pair of the table is a place") func table() {
        #expect(WindowsZones.names.count >= 139)
        for (name, place) in WindowsZones.names {
            switch ZoneName(name) {
            case .known(let shown): #expect(shown == place)
            case .offset: #expect(place.hasPrefix("Etc/"))
            default: Issue.record("\(name)")
            }
        }
    }
}
