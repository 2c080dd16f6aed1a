// SPDX-License-Identifier: Apache-2.0

package import Metrics
import Synchronization

/// Keeps what the daemon counts and measures, and prints it in the text format of Prometheus, version 0.0.4.
/// Given to `MetricsSystem.bootstrap` once, before anything is counted.
package final class PrometheusMetrics: MetricsFactory {
    private let families = Mutex<[String: MetricFamily]>([:])

    package init() {}

    /// Every family in the order of its name, then what the process costs.
    package var text: String {
        let families = families.withLock { $0.values.sorted { $0.name < $1.name } }
        return families.map(\.text).joined() + ProcessMetrics.text
    }

    /// The cell of a name and its labels, made where it is new. A name that is already of another kind gets a cell that
    /// counts for nobody, because one name cannot be two things.
    private func cell<Cell: MetricCell>(
        _ label: String, _ dimensions: [(String, String)], kind: MetricFamily.Kind, _ make: () -> Cell
    ) -> Cell {
        let name = MetricName.name(label)
        let labels = MetricName.labels(dimensions)
        return families.withLock { families in
            var family = families[name] ?? MetricFamily(name: name, kind: kind)
            guard family.kind == kind else { return make() }
            if let cell = family.cells[labels] as? Cell { return cell }
            let cell = make()
            family.cells[labels] = cell
            families[name] = family
            return cell
        }
    }

    /// Forgets a cell; its family goes with the last of them.
    private func remove(_ cell: AnyObject) {
        families.withLock { families in
            for (name, family) in families {
                guard let labels = family.cells.first(where: { $0.value === cell })?.key else { continue }
                families[name]?.cells[labels] = nil
                if families[name]?.cells.isEmpty == true { families[name] = nil }
            }
        }
    }
}

extension PrometheusMetrics {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, kind: .counter, CounterCell.init)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, kind: .gauge, GaugeCell.init)
    }

    /// A recorder that aggregates is a summary of count and sum: its unit is not known, so there are no buckets.
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate
            ? cell(label, dimensions, kind: .summary) { DistributionCell(bounds: []) }
            : cell(label, dimensions, kind: .gauge, GaugeCell.init)
    }

    /// A timer is a histogram in seconds, so its name should end in `_seconds`.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions, kind: .histogram) { DistributionCell(bounds: DistributionCell.seconds) }
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
