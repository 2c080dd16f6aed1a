// SPDX-License-Identifier: Apache-2.0

import SMTP

/// A delivery status notification that is to be sent of a mail (RFC 3461, RFC 3464).
struct MailReport: Equatable, Sendable {
    enum Action: String, Sendable {
        case delivered, failed, delayed
    }

    let action: Action
    let delay: Duration
    /// In prose, as servers write it that do not know RFC 3464.
    var isProse = false

    /// RFC 3463.
    var status: String {
        switch action {
        case .delivered: "2.0.0"
        case .failed: "5.1.1"
        case .delayed: "4.4.1"
        }
    }

    /// What the server that has the mailbox is said to have answered.
    var diagnostic: String {
        switch action {
        case .delivered: "250 2.0.0 Ok: in the mailbox"
        case .failed: "550 5.1.1 There is no such mailbox here"
        case .delayed: "451 4.4.1 The server does not answer"
        }
    }

    /// The reports of one recipient, as far as they were asked for, in the order in which they go out.
    static func plan(_ faults: MailFaults, notify: RecipientParameters.Notifications?) -> [MailReport] {
        let delay: Duration = .milliseconds(faults.reportDelayMilliseconds)
        let reports: [MailReport] =
            switch faults.reports {
            case .success: [MailReport(action: .delivered, delay: delay)]
            case .none: []
            case .failed: [MailReport(action: .failed, delay: delay)]
            case .prose: [MailReport(action: .failed, delay: delay, isProse: true)]
            case .delayed:
                [MailReport(action: .delayed, delay: delay), MailReport(action: .delivered, delay: delay * 2)]
            }
        // RFC 3461 section 4.1: where nothing is said, failures are reported, and delays may be.
        let asked = notify ?? [.failure, .delay]
        return reports.filter { asked.contains($0.asked) }
    }

    private var asked: RecipientParameters.Notifications {
        switch action {
        case .delivered: .success
        case .failed: .failure
        case .delayed: .delay
        }
    }
}
