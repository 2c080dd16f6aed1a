// SPDX-License-Identifier: Apache-2.0

/// The Action field of a delivery report (RFC 3464 section 2.3.3), with the words that servers of their own put there.
enum ReportedAction: Equatable {
    case failed, delayed, delivered, relayed, expanded
    /// It failed because time ran out; no word of the RFC's.
    case expired

    /// nil where there is none, or one that is not known. That a mail arrived is believed in the RFC's own word alone.
    init?(_ field: String?) {
        guard let word = field?.drop(while: { !$0.isLetter }).prefix(while: { $0.isLetter }).lowercased() else {
            return nil
        }
        switch word {
        case "failed": self = .failed
        case "delayed": self = .delayed
        case "delivered": self = .delivered
        case "relayed": self = .relayed
        case "expanded": self = .expanded
        default:
            guard let found = Self.others.first(where: { word.hasPrefix($0.beginning) }) else { return nil }
            self = found.action
        }
    }

    private static let others: [(beginning: String, action: ReportedAction)] = [
        ("expir", .expired), ("timeout", .expired), ("timed", .expired), ("delay", .delayed), ("defer", .delayed),
        ("queue", .delayed), ("retr", .delayed), ("warn", .delayed), ("fail", .failed), ("bounce", .failed),
        ("reject", .failed), ("drop", .failed), ("undeliver", .failed), ("return", .failed), ("refuse", .failed),
        ("block", .failed), ("error", .failed),
    ]
}
