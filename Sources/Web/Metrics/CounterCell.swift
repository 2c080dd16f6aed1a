// SPDX-License-Identifier: Apache-2.0

import Metrics
import Synchronization

/// A number that only grows.
final class CounterCell: MetricCell, CounterHandler {
    private let count = Atomic<Int64>(0)

    var samples: [MetricSample] { [MetricSample(value: String(count.load(ordering: .relaxed)))] }

    func increment(by amount: Int64) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        count.store(0, ordering: .relaxed)
    }
}
