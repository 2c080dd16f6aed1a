// SPDX-License-Identifier: Apache-2.0

/// What goes wrong, as `PUT /api/faults` sets it. A key that is left out has its default.
struct Faults: Codable, Sendable, Equatable {
    /// Which reports come of a text that was taken.
    enum Reports: String, Codable, Sendable, CaseIterable {
        /// `delivered`, after `report_delay_ms`.
        case normal
        case none
        /// `delivered`, before the answer to the request.
        case early
        /// `delivered`, five seconds later than the delay.
        case late
        /// `delivered`, twice, with the same event id.
        case duplicate
        case failed
        case expired
        /// `delivered`, and `sent` behind it.
        case reordered
    }

    var latencyMilliseconds = 0
    /// Added to the latency, at random from nothing to this.
    var jitterMilliseconds = 0
    /// How often (0 to 1) a request is refused, by status or code; see `SendError`. `garbage` answers 200 and no JSON.
    var errorRates: [String: Double] = [:]
    /// How often a message is taken and the connection closed without an answer.
    var lostAnswers = 0.0
    /// How often the connection is closed and the message not taken.
    var closeBefore = 0.0
    var reports = Reports.normal
    var reportDelayMilliseconds = 50
    /// Into how many parts a text is said to be cut.
    var parts = 1
    /// Whether a reference that was seen before is the same message.
    var idempotent = false

    enum CodingKeys: String, CodingKey {
        case latencyMilliseconds = "latency_ms"
        case jitterMilliseconds = "jitter_ms"
        case errorRates = "error_rates"
        case lostAnswers = "lost_answers"
        case closeBefore = "close_before"
        case reports
        case reportDelayMilliseconds = "report_delay_ms"
        case parts
        case idempotent
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        let standard = Faults()
        latencyMilliseconds = try value(.latencyMilliseconds, standard.latencyMilliseconds)
        jitterMilliseconds = try value(.jitterMilliseconds, standard.jitterMilliseconds)
        errorRates = try value(.errorRates, standard.errorRates)
        lostAnswers = try value(.lostAnswers, standard.lostAnswers)
        closeBefore = try value(.closeBefore, standard.closeBefore)
        reports = try value(.reports, standard.reports)
        reportDelayMilliseconds = try value(.reportDelayMilliseconds, standard.reportDelayMilliseconds)
        parts = try value(.parts, standard.parts)
        idempotent = try value(.idempotent, standard.idempotent)
    }

    /// What is wrong with the faults themselves; nil where nothing is.
    var problem: String? {
        let unknown = errorRates.keys.filter { $0 != "garbage" && SendError(fault: $0) == nil }.sorted()
        if let key = unknown.first { return "error_rates: \(key) is no error of the simulator" }
        let rates = errorRates.values + [lostAnswers, closeBefore]
        if !rates.allSatisfy((0...1).contains) { return "a rate is between 0 and 1" }
        let times = [latencyMilliseconds, jitterMilliseconds, reportDelayMilliseconds]
        if !times.allSatisfy((0...3_600_000).contains) { return "a time is between 0 and 3600000 ms" }
        return parts < 1 ? "parts is at least 1" : nil
    }
}
