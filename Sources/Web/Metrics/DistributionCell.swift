// SPDX-License-Identifier: Apache-2.0

import Metrics
import Synchronization

/// How often something was measured, what it added up to, and how many were no more than each bound.
final class DistributionCell: MetricCell, RecorderHandler, TimerHandler {
    /// The bounds of a timer, in seconds: from a commit to a provider's time limit.
    static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    private struct State {
        var count = 0
        var sum = 0.0
        /// How many fell between a bound and the one before it.
        var buckets: [Int]
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(buckets: Array(repeating: 0, count: bounds.count)))
    }

    var samples: [MetricSample] {
        let state = state.withLock { $0 }
        var samples: [MetricSample] = []
        var total = 0
        for (bound, count) in zip(bounds, state.buckets) {
            total += count
            let label = "le=\"\(MetricName.number(bound))\""
            samples.append(MetricSample(suffix: "_bucket", label: label, value: String(total)))
        }
        if !bounds.isEmpty {
            samples.append(MetricSample(suffix: "_bucket", label: "le=\"+Inf\"", value: String(state.count)))
        }
        samples.append(MetricSample(suffix: "_sum", value: MetricName.number(state.sum)))
        samples.append(MetricSample(suffix: "_count", value: String(state.count)))
        return samples
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 }
        state.withLock {
            $0.count += 1
            $0.sum += value
            if let bucket { $0.buckets[bucket] += 1 }
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
