// SPDX-License-Identifier: Apache-2.0

/// All that has one metric name.
struct MetricFamily {
    enum Kind: String {
        case counter, gauge, summary, histogram
    }

    let name: String
    let kind: Kind
    /// By their labels, already written: `gateway="sms",hook="in"`.
    var cells: [String: any MetricCell] = [:]

    /// The `# TYPE` line and a line for each sample.
    var text: String {
        var text = "# TYPE \(name) \(kind.rawValue)\n"
        for (labels, cell) in cells.sorted(by: { $0.key < $1.key }) {
            for sample in cell.samples {
                let all = [labels, sample.label].filter { !$0.isEmpty }.joined(separator: ",")
                text += "\(name)\(sample.suffix)\(all.isEmpty ? "" : "{\(all)}") \(sample.value)\n"
            }
        }
        return text
    }
}

/// One line of a metric.
struct MetricSample: Equatable {
    /// Behind the name: `_sum`, `_count`, `_bucket` or nothing.
    var suffix = ""
    /// One more label, such as `le="0.1"`; empty for none.
    var label = ""
    let value: String
}

/// What keeps the numbers of one name with one set of labels.
protocol MetricCell: AnyObject, Sendable {
    var samples: [MetricSample] { get }
}
