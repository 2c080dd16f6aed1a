// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing
import Web

@Suite struct PrometheusMetricsTests {
    /// The text without what the process costs.
    static func text(_ metrics: PrometheusMetrics) -> String {
        metrics.text.components(before: "# TYPE process_")
    }

    @Test("prints counters and gauges by name, with labels in order")
    func printsNumbers() {
        let metrics = PrometheusMetrics()
        let labels = [("gateway", "sms"), ("a.b", "x\"\\\ny")]
        Counter(label: "postern.sent-total", dimensions: labels, factory: metrics).increment(by: 2)
        Counter(label: "postern.sent-total", dimensions: labels.reversed(), factory: metrics).increment()
        Gauge(label: "postern_queue", factory: metrics).record(1.5)
        Meter(label: "postern_links", factory: metrics).increment(by: 3.0)
        #expect(
            Self.text(metrics) == """
                # TYPE postern_links gauge
                postern_links 3
                # TYPE postern_queue gauge
                postern_queue 1.5
                # TYPE postern_sent_total counter
                postern_sent_total{a_b="x\\"\\\\\\ny",gateway="sms"} 3

                """)
    }

    @Test("prints a timer as a histogram in seconds, its buckets adding up")
    func printsTimer() {
        let metrics = PrometheusMetrics()
        let timer = Timer(label: "postern_send_seconds", dimensions: [("g", "s")], factory: metrics)
        for milliseconds in [2, 40, 60_000] { timer.recordMilliseconds(milliseconds) }
        let text = Self.text(metrics)
        #expect(text.contains("# TYPE postern_send_seconds histogram\n"))
        #expect(text.contains("postern_send_seconds_bucket{g=\"s\",le=\"0.001\"} 0\n"))
        #expect(text.contains("postern_send_seconds_bucket{g=\"s\",le=\"0.0025\"} 1\n"))
        #expect(text.contains("postern_send_seconds_bucket{g=\"s\",le=\"30\"} 2\n"))
        #expect(text.contains("postern_send_seconds_bucket{g=\"s\",le=\"+Inf\"} 3\n"))
        #expect(text.contains("postern_send_seconds_sum{g=\"s\"} 60.042\n"))
        #expect(text.contains("postern_send_seconds_count{g=\"s\"} 3\n"))
    }

    @Test("a recorder is a sum and a count")
    func printsRecorder() {
        let metrics = PrometheusMetrics()
        let recorder = Recorder(label: "postern_parts", factory: metrics)
        recorder.record(2)
        recorder.record(3)
        #expect(
            Self.text(metrics)
                == "# TYPE postern_parts summary\npostern_parts_sum 5\npostern_parts_count 2\n")
    }

    @Test("one name stays one kind, and what is destroyed is gone")
    func keepsKinds() {
        let metrics = PrometheusMetrics()
        let counter = Counter(label: "postern_a", factory: metrics)
        Gauge(label: "postern_a", factory: metrics).record(9)
        #expect(Self.text(metrics) == "# TYPE postern_a counter\npostern_a 0\n")
        counter.destroy()
        #expect(Self.text(metrics).isEmpty)
    }
}

extension String {
    /// What stands before the first line that begins with `mark`.
    fileprivate func components(before mark: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { !$0.hasPrefix(mark) }
            .map { $0 + "\n" }
            .joined()
    }
}
