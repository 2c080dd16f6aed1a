// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A program under measurement, with what the kernel counts of it.
final class Program: @unchecked Sendable {
    // `Process` is started and ended by one task only; all else asks the kernel by its id, which is constant.
    private let process = Process()
    let started = ContinuousClock.now
    private let hasEnded = Mutex(false)
    private let output: URL

    init(_ path: URL, _ arguments: [String], folder: URL) throws {
        process.executableURL = path
        process.arguments = arguments
        process.currentDirectoryURL = folder
        output = folder.appendingPathComponent(path.lastPathComponent + ".log")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        process.terminationHandler = { [weak self] _ in self?.hasEnded.withLock { $0 = true } }
        try process.run()
    }

    /// What it has printed.
    var log: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// CPU seconds so far, of all its threads.
    var cpuSeconds: Double {
        // After the program's name in brackets: utime and stime are the 12th and 13th field, in ticks of 10 ms.
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / 100
    }

    var residentMegabytes: String { megabytes("VmRSS:") }

    /// The most that was resident since the last `forgetPeak()`.
    var peakMegabytes: String { megabytes("VmHWM:") }

    func forgetPeak() {
        // The kernel's word for it (proc(5)).
        try? "5".write(toFile: "/proc/\(process.processIdentifier)/clear_refs", atomically: false, encoding: .utf8)
    }

    var isRunning: Bool { hasEnded.withLock { !$0 } }

    /// Asks it to end, and waits until it has.
    func stop() async {
        guard isRunning else { return }
        process.terminate()
        try? await Stage.until("a program has ended") { !isRunning }
    }

    /// Ends it at once; also one that never unblocks the signals that our threads block, and it inherits.
    func cut() async {
        kill(process.processIdentifier, SIGKILL)
        try? await Stage.until("a program has ended", within: 20) { !isRunning }
    }

    private func megabytes(_ field: String) -> String {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
        let kilobytes = line.flatMap { Double($0.split(separator: " ").dropLast().last ?? "") } ?? 0
        return (kilobytes / 1024).rounded(to: 1)
    }
}

extension Double {
    /// The number as text, with so many decimals.
    func rounded(to decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        let scaled = (self * scale).rounded() / scale
        return decimals == 0 ? String(Int(scaled)) : String(scaled)
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
