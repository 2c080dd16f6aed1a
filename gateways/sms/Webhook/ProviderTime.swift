// SPDX-License-Identifier: Apache-2.0

import Notation

import struct Foundation.Date

/// The times that providers write: RFC 3339 (`2023-11-14T22:13:20.5+01:00`, a space for the `T`, no zone means UTC), or
/// seconds or milliseconds since 1970.
enum ProviderTime {
    /// From here on a number counts milliseconds: as seconds it would be the year 5138.
    private static let firstMilliseconds = 100_000_000_000.0

    /// The moment, from 1970 to 9999; nil for everything else, because a wrong time is worse than none.
    static func parse(_ text: String) -> Date? {
        if let number = Double(text), number.isFinite {
            let seconds = number >= firstMilliseconds ? number / 1000 : number
            return isPossible(seconds) ? Date(timeIntervalSince1970: seconds) : nil
        }
        var scanner = Scanner(rest: Array(text.utf8)[...])
        return scanner.moment().flatMap { isPossible($0) ? Date(timeIntervalSince1970: $0) : nil }
    }

    private static func isPossible(_ seconds: Double) -> Bool {
        // The last second of the year 9999.
        (0...253_402_300_799).contains(seconds)
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        /// Seconds since 1970 of the whole text; nil where it is no time.
        mutating func moment() -> Double? {
            guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
                skip("T") || skip("t") || skip(" "),
                let hour = digits(2), skip(":"), let minute = digits(2), skip(":"), let second = digits(2),
                (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60,
                let fraction = fraction(), let offset = offset(), rest.isEmpty
            else { return nil }
            let date = CivilDate(countingOn: year, month, day)
            let seconds = date.secondsSince1970 + (hour * 60 + minute - offset) * 60 + second
            return Double(seconds) + fraction
        }

        /// `.123`, or nothing.
        private mutating func fraction() -> Double? {
            guard skip(".") else { return 0 }
            var value = 0.0
            var scale = 0.1
            guard rest.first.map({ 0x30...0x39 ~= $0 }) == true else { return nil }
            while let digit = rest.first, 0x30...0x39 ~= digit {
                value += Double(digit - 0x30) * scale
                scale /= 10
                rest.removeFirst()
            }
            return value
        }

        /// Minutes east of UTC: `Z`, `+01:00`, `-0500`, or nothing.
        private mutating func offset() -> Int? {
            if rest.isEmpty || skip("Z") || skip("z") { return 0 }
            let sign = skip("-") ? -1 : 1
            guard sign == -1 || skip("+"), let hours = digits(2) else { return nil }
            _ = skip(":")
            guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
            return sign * (hours * 60 + minutes)
        }

        private mutating func digits(_ count: Int) -> Int? {
            let digits = rest.prefix(count)
            guard digits.count == count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
            rest = rest.dropFirst(count)
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: scalar) else { return false }
            rest.removeFirst()
            return true
        }
    }
}
