// SPDX-License-Identifier: Apache-2.0

/// A delivery report that is to be sent of a text.
struct Report: Equatable {
    let state: SimulatedMessage.State
    /// Counts the events of a message; a repeat has the same.
    let event: Int
    var delay: Duration = .zero
    /// True: before the sender has the answer to their request.
    var isEarly = false
    /// The provider's code of a failure.
    var code = ""

    /// How much later than the delay a late report comes.
    static let lateness: Duration = .seconds(5)

    /// The reports of one text, in the order in which they go out.
    static func plan(_ faults: Faults) -> [Report] {
        let delay: Duration = .milliseconds(faults.reportDelayMilliseconds)
        return switch faults.reports {
        case .normal: [Report(state: .delivered, event: 1, delay: delay)]
        case .none: []
        case .early: [Report(state: .delivered, event: 1, isEarly: true)]
        case .late: [Report(state: .delivered, event: 1, delay: delay + lateness)]
        case .duplicate:
            [Report(state: .delivered, event: 1, delay: delay), Report(state: .delivered, event: 1, delay: delay * 2)]
        case .failed: [Report(state: .failed, event: 1, delay: delay, code: "30005")]
        case .expired: [Report(state: .expired, event: 1, delay: delay, code: "30036")]
        case .reordered:
            [Report(state: .delivered, event: 2, delay: delay), Report(state: .sent, event: 1, delay: delay * 2)]
        }
    }
}
