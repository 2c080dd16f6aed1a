// SPDX-License-Identifier: Apache-2.0

import Metrics
import Synchronization

/// Counts calls: `postern_webhooks_total{gateway,hook,result}`. Only hooks that exist are counted by name, so nobody
/// outside can make the list grow.
final class HookMetrics: Sendable {
    private struct Key: Hashable {
        let gateway: String
        let hook: String
        let outcome: HookOutcome
    }

    private let factory: any MetricsFactory
    private let counters = Mutex<[Key: Counter]>([:])
    private let strays: Counter

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        strays = Counter(label: "postern_webhooks_stray_total", factory: factory)
    }

    func count(_ outcome: HookOutcome, gateway: String, hook: String) {
        let key = Key(gateway: gateway, hook: hook, outcome: outcome)
        let counter = counters.withLock { counters in
            if let counter = counters[key] { return counter }
            let counter = Counter(
                label: "postern_webhooks_total",
                dimensions: [("gateway", gateway), ("hook", hook), ("result", outcome.rawValue)], factory: factory)
            counters[key] = counter
            return counter
        }
        counter.increment()
    }

    /// A call to a hook that does not exist.
    func countStray() {
        strays.increment()
    }
}
