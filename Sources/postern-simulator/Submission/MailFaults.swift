// SPDX-License-Identifier: Apache-2.0

/// What goes wrong with mail for an address, as `PUT /api/mailboxes/ADDRESS/faults` sets it, and `PUT /api/mail/faults`
/// for all others. A key that is left out has its default.
struct MailFaults: Codable, Sendable, Equatable {
    /// Which reports come of a mail that was taken, where its sender asked for them (RFC 3461).
    enum Reports: String, Codable, Sendable, CaseIterable {
        /// It was delivered, after `report_delay_ms`.
        case success
        case none
        case failed
        /// It was not delivered yet; and as late again, that it was.
        case delayed
        /// It failed, in words that only people understand: a bounce without RFC 3464.
        case prose
    }

    /// How many attempts at a mail are put off (450 4.7.1) before it is taken.
    var greylist = 0
    /// There is nobody at the address (550 5.1.1).
    var reject = false
    /// How late the answer to the end of a mail is.
    var delayMilliseconds = 0
    /// How many attempts at a mail lose the connection while its text is sent, so that it is not taken.
    var dropBefore = 0
    /// How many attempts behind those take the mail and lose the connection before the answer.
    var dropAfter = 0
    var reports = Reports.success
    var reportDelayMilliseconds = 50

    enum CodingKeys: String, CodingKey {
        case greylist
        case reject
        case delayMilliseconds = "delay_ms"
        case dropBefore = "drop_before"
        case dropAfter = "drop_after"
        case reports
        case reportDelayMilliseconds = "report_delay_ms"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        let standard = MailFaults()
        greylist = try value(.greylist, standard.greylist)
        reject = try value(.reject, standard.reject)
        delayMilliseconds = try value(.delayMilliseconds, standard.delayMilliseconds)
        dropBefore = try value(.dropBefore, standard.dropBefore)
        dropAfter = try value(.dropAfter, standard.dropAfter)
        reports = try value(.reports, standard.reports)
        reportDelayMilliseconds = try value(.reportDelayMilliseconds, standard.reportDelayMilliseconds)
    }

    /// What is wrong with the faults themselves; nil where nothing is.
    var problem: String? {
        if ![greylist, dropBefore, dropAfter].allSatisfy((0...1000).contains) {
            return "greylist, drop_before and drop_after are between 0 and 1000 attempts"
        }
        let times = [delayMilliseconds, reportDelayMilliseconds]
        return times.allSatisfy((0...3_600_000).contains) ? nil : "a time is between 0 and 3600000 ms"
    }

    /// The fault that a visitor chooses by whom they write to, such as `greylist@outside.example`; nil for any other.
    static func named(_ localPart: String) -> MailFaults? {
        var faults = MailFaults()
        switch localPart {
        case "greylist": faults.greylist = 1
        case "reject": faults.reject = true
        case "slow": faults.delayMilliseconds = 5000
        case "drop-before": faults.dropBefore = 1
        case "drop-after": faults.dropAfter = 1
        case "bounce": faults.reports = .failed
        case "prose": faults.reports = .prose
        case "delayed": faults.reports = .delayed
        case "silent": faults.reports = .none
        default: return nil
        }
        return faults
    }
}
