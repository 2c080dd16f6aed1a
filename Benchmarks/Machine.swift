// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the figures were measured on.
enum Machine {
    static func describe(command: [String]) {
        let model = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
            .split(separator: "\n").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        print("command   \(command.joined(separator: " "))")
        print("hardware  \(ProcessInfo.processInfo.processorCount) × \(model ?? "unknown processor")")
    }
}
