// SPDX-License-Identifier: Apache-2.0

/// What one load cost: from the first write to the last answer.
struct Load {
    private let stage: Stage
    private let began = ContinuousClock.now
    private let cpu: Double

    init(_ stage: Stage) {
        self.stage = stage
        cpu = stage.postern.cpuSeconds
        stage.postern.forgetPeak()
    }

    var seconds: Double { (ContinuousClock.now - began).inSeconds }

    /// Prints the rate and the daemon's CPU time for each.
    func report(_ name: String, count: Int) {
        let used = (stage.postern.cpuSeconds - cpu) * 1e6 / Double(count)
        stage.report(
            name,
            "\((Double(count) / seconds).rounded(to: 0))/s, \(used.rounded(to: 1)) µs of CPU each, "
                + "resident \(stage.postern.residentMegabytes) MB, at most \(stage.postern.peakMegabytes)")
    }
}

/// Latencies, sorted.
struct Latencies {
    private let sorted: [Duration]

    init(_ values: [Duration]) {
        sorted = values.sorted()
    }

    var text: String {
        guard !sorted.isEmpty else { return "none" }
        return "p50 \(at(0.50)) ms, p99 \(at(0.99)) ms, of \(sorted.count)"
    }

    private func at(_ share: Double) -> String {
        (sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))].inSeconds * 1000).rounded(to: 2)
    }
}
