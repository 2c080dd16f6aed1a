// SPDX-License-Identifier: Apache-2.0

import Notation
import Settings

/// How fast a gateway may send: `N/(s|m|h) per (number|account|gateway)`.
package struct Rate: Hashable, Sendable {
    /// At least 1.
    package let count: Int
    package let period: Duration
    package let scope: Scope

    /// What is counted by itself.
    package enum Scope: String, Sendable, CaseIterable {
        case number, account, gateway
    }

    /// nil where the text is no rate.
    package init?(_ text: String) {
        guard let (count, unit, scope) = Quotient.parse(text), let scope = Scope(rawValue: scope),
            let period = ["s": Duration.seconds(1), "m": .seconds(60), "h": .hours(1)][unit]
        else { return nil }
        self.count = count
        self.period = period
        self.scope = scope
    }
}

/// How much one account may send: `N/(h|d) per account`.
package struct Quota: Hashable, Sendable {
    /// At least 1.
    package let count: Int
    package let period: Duration

    /// nil where the text is no quota.
    package init?(_ text: String) {
        guard let (count, unit, scope) = Quotient.parse(text), scope == "account",
            let period = ["h": Duration.hours(1), "d": .days(1)][unit]
        else { return nil }
        self.count = count
        self.period = period
    }
}

/// `N/UNIT per SCOPE`
private enum Quotient {
    static func parse(_ text: String) -> (count: Int, unit: String, scope: String)? {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1] == "per" else { return nil }
        let parts = words[0].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = UnsignedNumber.parse(parts[0]), (1...1_000_000).contains(count) else {
            return nil
        }
        return (count, String(parts[1]), String(words[2]))
    }
}

extension SettingsShape where Value == Rate {
    static var rate: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let rate = Rate(text) else {
                throw InvalidSetting(
                    "\"\(text)\" is no rate; write for example \"1/s per number\" "
                        + "(s, m or h; number, account or gateway)")
            }
            return rate
        }
    }
}

extension SettingsShape where Value == Quota {
    static var quota: Self {
        SettingsShape<String>.string.checked { (text) throws(InvalidSetting) in
            guard let quota = Quota(text) else {
                throw InvalidSetting("\"\(text)\" is no quota; write for example \"200/d per account\" (h or d)")
            }
            return quota
        }
    }
}
