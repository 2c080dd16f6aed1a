// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    /// A date, its day since 1970 and its day of the week from Monday, by Python's calendar; where that ends, 400 years
    /// further on.
    struct Known: Sendable {
        let date: (Int, Int, Int)
        let number: Int
        let weekday: Int
    }

    static let known = [
        Known(date: (1970, 1, 1), number: 0, weekday: 3), Known(date: (1969, 12, 31), number: -1, weekday: 2),
        Known(date: (1, 1, 1), number: -719_162, weekday: 0),
        Known(date: (9999, 12, 31), number: 2_932_896, weekday: 4),
        Known(date: (1900, 2, 28), number: -25_509, weekday: 2), Known(date: (1900, 3, 1), number: -25_508, weekday: 3),
        Known(date: (2000, 2, 29), number: 11_016, weekday: 1), Known(date: (2000, 3, 1), number: 11_017, weekday: 2),
        Known(date: (2025, 6, 3), number: 20_242, weekday: 1), Known(date: (2026, 12, 31), number: 20_818, weekday: 3),
        Known(date: (0, 3, 1), number: -719_468, weekday: 2), Known(date: (0, 2, 29), number: -719_469, weekday: 1),
        Known(date: (-1, 12, 31), number: -719_529, weekday: 4),
    ]

    @Test("are days since 1970, and back", arguments: known)
    func bothWays(_ given: Known) throws {
        let (year, month, day) = given.date
        let date = try #require(CivilDate(year, month, day))
        #expect(date.dayNumber == given.number)
        #expect(date.weekday == given.weekday)
        let parts = CivilDate(dayNumber: given.number).parts
        #expect([parts.year, parts.month, parts.day] == [year, month, day])
    }

    @Test(
        "that are in no calendar are refused, or counted on",
        arguments: [
            (2025, 2, 29, 2025, 3, 1), (1900, 2, 29, 1900, 3, 1), (2024, 2, 30, 2024, 3, 1), (2025, 6, 31, 2025, 7, 1),
            (2025, 12, 32, 2026, 1, 1), (2025, 1, 0, 2024, 12, 31),
        ])
    func refused(year: Int, month: Int, day: Int, onYear: Int, onMonth: Int, onDay: Int) {
        #expect(CivilDate(year, month, day) == nil)
        let parts = CivilDate(countingOn: year, month, day).parts
        #expect([parts.year, parts.month, parts.day] == [onYear, onMonth, onDay])
    }

    @Test("of no month are refused", arguments: [0, 13, -1, Int.max])
    func months(month: Int) {
        #expect(CivilDate(2025, month, 1) == nil)
    }

    @Test("follow each other, through eight hundred years")
    func everyDay() {
        var previous = CivilDate(dayNumber: -150_000)
        for number in -149_999...150_000 {
            let date = CivilDate(dayNumber: number)
            let (year, month, day) = date.parts
            guard CivilDate(year, month, day) == date, previous < date else {
                Issue.record("\(year)-\(month)-\(day)")
                return
            }
            let isNext =
                day == previous.parts.day + 1
                || day == 1 && CivilDate(previous.parts.year, previous.parts.month, previous.parts.day + 1) == nil
            guard isNext, date.weekday == (previous.weekday + 1) % 7 else {
                Issue.record("\(year)-\(month)-\(day) after \(previous.parts)")
                return
            }
            previous = date
        }
    }

    @Test(
        "hold the seconds of their day",
        arguments: [(0, 0), (86_399, 0), (86_400, 1), (-1, -1), (-86_400, -1), (-86_401, -2)])
    func seconds(seconds: Int, number: Int) {
        let date = CivilDate(secondsSince1970: seconds)
        #expect(date.dayNumber == number)
        #expect((0..<CivilDate.secondsPerDay).contains(seconds - date.secondsSince1970))
    }
}
