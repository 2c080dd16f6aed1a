// SPDX-License-Identifier: Apache-2.0

import Notation
import Transfer

import struct Foundation.Date

extension ResponseRules.RetryAfter {
    /// Seconds of the longest pause that a provider may ask for: by then an operator should have looked.
    private static let longestPause = 24.0 * 60 * 60

    /// The pause that an answer asks for; nil where it asks for none.
    func pause(in response: HTTPResponse, now: Date) -> Duration? {
        switch self {
        case .header:
            return response.header("Retry-After").flatMap { Self.pause($0, now: now) }
        case .body(let pattern, let unit):
            guard let number = pattern.firstMatch(in: response.body)?.capture.flatMap(Double.init) else { return nil }
            return Self.limited(number * unit)
        }
    }

    /// Seconds, or a date (RFC 9110 sections 10.2.3 and 5.6.7; of the date forms only the one that may be sent).
    private static func pause(_ text: String, now: Date) -> Duration? {
        if let seconds = Double(text) { return limited(seconds) }
        let words = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else {
            return nil
        }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        guard let date = ProviderTime.parse("\(words[3])-\(number)-\(words[1])T\(words[4])Z") else { return nil }
        return limited(date.timeIntervalSince(now))
    }

    /// `seconds` may be anything that a number can say, even infinite.
    private static func limited(_ seconds: Double) -> Duration? {
        seconds.isNaN ? nil : .milliseconds(Int((min(max(seconds, 0), longestPause) * 1000).rounded(.up)))
    }
}
