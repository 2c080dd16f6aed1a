// SPDX-License-Identifier: Apache-2.0

import Testing

import struct Foundation.Date

@testable import MIME

@Suite("A mail's date")
struct MailDateTests {
    static let good: [(written: String, seconds: Int)] = [
        ("Thu, 1 Jan 1970 00:00:00 +0000", 0),
        ("Mon, 1 Jan 2024 10:00:00 +0100", 1_704_099_600),
        ("1 Jan 2024 10:00 +0100", 1_704_099_600),
        ("Mon, 1 Jan 2024 10:00:00.123 +0100", 1_704_099_600),
        ("Mon, 1 Jan 2024 10:00:00 GMT+1", 1_704_099_600),
        ("Mon, 1 Jan 2024 10:00:00 CET", 1_704_099_600),
        ("Mon,1 Jan 2024 10:00:00 +0100", 1_704_099_600),
        ("Mon, 1 Jan 2024 09:00:00", 1_704_099_600),
        ("Mon, 1 Jan 2024 9:00:00 AM +0000", 1_704_099_600),
        ("Mon, 1 Jan 2024 09:00:00 PM +0000", 1_704_142_800),
        ("Mon, 1 Jan 2024 12:00:00 am +0000", 1_704_067_200),
        ("Mon, 1 Jan 2024 (a (nested) one) 09:00:00 +0000 (UTC)", 1_704_099_600),
        ("2024-01-01T10:00:00+01:00", 1_704_099_600),
        ("2024-01-01T09:00:00.000Z", 1_704_099_600),
        ("Mon Jan 1 09:00:00 GMT 2024", 1_704_099_600),
        ("29 Feb 2000 00:00:00 +0000", 951_782_400),
        ("1 Mar 1900 00:00:00 +0000", -2_203_891_200),
        ("31 Dec 9999 23:59:59 +0000", 253_402_300_799),
    ]

    @Test("is a moment", arguments: good)
    func reads(_ item: (written: String, seconds: Int)) {
        let date = MailDate.parse(Array(item.written.utf8))
        #expect(date.map { Int($0.timeIntervalSince1970) } == item.seconds, "\(item.written)")
    }

    static let bad = [
        "", "soon", "Mon, 1 Jan 2024", "Mon, 0 Jan 2024 10:00:00", "32 Jan 2024 10:00:00", "29 Feb 1900 10:00:00",
        "31 Apr 2024 10:00:00", "1 Jan 2024 25:00:00", "1 Jan 2024 10:60:00", "1 Jan 2024 10:00:61",
        "1 Jan 99999 10:00:00",
        "1 Jan 2024 10", "1 2024 10:00:00", "99999999999999999999 Jan 2024 10:00:00", ":::", "--", "((((", "1-1-1",
        "2024-13-01T10:00:00",
    ]

    @Test("is none where it makes no sense", arguments: bad)
    func refuses(_ text: String) {
        #expect(MailDate.parse(Array(text.utf8)) == nil, "\(text)")
    }
}
