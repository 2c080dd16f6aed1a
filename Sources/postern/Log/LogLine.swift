// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import PosternConfiguration

/// Writes an event of the log as one line of text or JSON to standard error, where a service manager picks it up.
struct LogLine: LogHandler {
    let label: String
    var metadata: Logger.Metadata = [:]

    init(label: String) {
        self.label = label
    }

    var logLevel: Logger.Level {
        get { LogOutput.shared.level }
        // The level belongs to the operator's configuration, not to a piece of code.
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        LogSink.shared.write(Self.text(event.level, "\(event.message)", facts))
    }

    /// What the log says in place of the lines that it lost.
    static func loss(of count: Int, _ reason: String) -> String {
        let message = "\(count) \(count == 1 ? "line" : "lines") of the log could not be written: \(reason)."
        return text(.warning, message, [])
    }

    private static func text(
        _ level: Logger.Level, _ message: String, _ facts: [(key: String, value: Logger.MetadataValue)]
    ) -> String {
        let time = Timestamp.text(Date())
        return switch LogOutput.shared.format {
        case .text: plain(time, level, message, facts)
        case .json: json(time, level, message, facts)
        }
    }

    private static func plain(
        _ time: String, _ level: Logger.Level, _ message: String, _ facts: [(key: String, value: Logger.MetadataValue)]
    ) -> String {
        let facts = facts.map { " \($0.key)=\($0.value)" }.joined()
        return oneLine("\(time) \(level.rawValue): \(message)\(facts)")
    }

    private static func json(
        _ time: String, _ level: Logger.Level, _ message: String, _ facts: [(key: String, value: Logger.MetadataValue)]
    ) -> String {
        var fields = Dictionary(facts.map { ($0.key, "\($0.value)") }) { first, _ in first }
        fields["time"] = time
        fields["level"] = level.rawValue
        fields["message"] = message
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Nothing that came from outside can begin a line of its own.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
