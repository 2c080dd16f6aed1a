// SPDX-License-Identifier: Apache-2.0

import Metrics
import Synchronization

/// A number that goes up and down.
final class GaugeCell: MetricCell, MeterHandler, RecorderHandler {
    private let level = Mutex<Double>(0)

    var samples: [MetricSample] { [MetricSample(value: MetricName.number(level.withLock { $0 }))] }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { level.withLock { $0 = value } }
    func increment(by amount: Double) { level.withLock { $0 += amount } }
    func decrement(by amount: Double) { level.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
}
