// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the figures were measured on.
enum Machine {
    static func describe(command: [String]) {
        let model = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
            .split(separator: "\n").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first
        report("command", command.joined(separator: " "))
        report("hardware", "\(ProcessInfo.processInfo.processorCount) × \(model ?? "unknown processor")")
        report("load before", String(load ?? "unknown"))
    }
}

/// Prints one figure, at once.
func report(_ name: String, _ value: String) {
    let line = name.padding(toLength: 48, withPad: " ", startingAt: 0) + value + "\n"
    FileHandle.standardOutput.write(Data(line.utf8))
}
