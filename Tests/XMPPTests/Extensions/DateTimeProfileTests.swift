// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

import struct Foundation.Date

@Suite struct DateTimeProfileTests {
    /// Text in our own form and seconds since 1970, worked out with GNU date.
    static let moments: [(String, Double)] = [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1),
        ("1969-07-21T02:56:15Z", -14_159_025),
        ("2000-02-29T12:00:00Z", 951_825_600),
        ("2000-03-01T00:00:00Z", 951_868_800),
        ("2002-09-10T23:08:25Z", 1_031_699_305),
        ("2023-11-14T22:13:20Z", 1_700_000_000),
        ("2024-12-31T23:59:59.250Z", 1_735_689_599.25),
        ("1900-03-01T00:00:00Z", -2_203_891_200),
        ("2100-02-28T00:00:00Z", 4_107_456_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ]

    @Test("a moment is written in UTC and reads the same", arguments: moments)
    func written(_ text: String, _ seconds: Double) {
        #expect(DateTimeProfile.text(Date(timeIntervalSince1970: seconds)) == text)
        #expect(DateTimeProfile.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "other forms of the profile are read",
        arguments: [
            ("1969-07-20T21:56:15-05:00", -14_159_025.0), ("2023-11-15T03:43:20+05:30", 1_700_000_000),
            ("2023-11-14T22:13:20.5Z", 1_700_000_000.5), ("2023-11-14T22:13:20.000000Z", 1_700_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
        ])
    func read(_ text: String, _ seconds: Double) {
        #expect(DateTimeProfile.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "what is no moment is not read",
        arguments: [
            "", "now", "2023-11-14", "2023-11-14T22:13:20", "2023-11-14 22:13:20Z", "2023-11-14T22:13Z",
            "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2023-13-01T00:00:00Z", "2023-00-01T00:00:00Z",
            "2023-04-31T00:00:00Z", "2023-01-00T00:00:00Z", "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z",
            "2023-01-01T00:00:61Z", "2023-01-01T00:00:00.Z", "2023-01-01T00:00:00+5:00", "2023-01-01T00:00:00+24:00",
            "2023-01-01T00:00:00ZZ", "20230101T00:00:00", "2023-01-01T00:00:0٣Z", "-023-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z", "+2023-01-01T00:00:00Z",
        ])
    func refused(_ text: String) {
        #expect(DateTimeProfile.date(text) == nil)
    }

    @Test("moments outside the profile are written as the nearest in it")
    func outside() {
        #expect(DateTimeProfile.text(.distantPast) == "0001-01-01T00:00:00Z")
        #expect(DateTimeProfile.text(Date(timeIntervalSince1970: 1e30)) == "9999-12-31T23:59:59Z")
        #expect(DateTimeProfile.text(Date(timeIntervalSince1970: -.infinity)) == "0001-01-01T00:00:00Z")
        #expect(DateTimeProfile.text(Date(timeIntervalSince1970: .nan)) == "1970-01-01T00:00:00Z")
    }

    @Test("a delay is written and read as XEP-0203 says")
    func delay() throws {
        let stamp = Date(timeIntervalSince1970: 1_031_699_305)
        let xml = "<delay xmlns='urn:xmpp:delay' from='sms.example.org' stamp='2002-09-10T23:08:25Z'/>"
        #expect(wire(DelayedDelivery.element(stamp: stamp, from: "sms.example.org")) == wire(try element(xml)))
        #expect(DelayedDelivery.stamp(in: try message(xml)) == stamp)
        #expect(DelayedDelivery.stamp(in: try message("<delay xmlns='urn:xmpp:delay'/>")) == nil)
        #expect(DelayedDelivery.stamp(in: try message("<delay xmlns='urn:xmpp:delay' stamp='today'/>")) == nil)
        #expect(DelayedDelivery.stamp(in: try message("<body>Hello</body>")) == nil)
    }
}
