// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Metrics
import Synchronization

import class Foundation.Thread

/// Takes the log's lines to standard error, and lets nobody wait for whoever reads it. A line that cannot be written is
/// lost and counted, and when lines can be written again, the first says how many were lost.
///
/// A file takes a line at once. What may stall (a pipe, a socket, a terminal) is written to by a thread of its own, for
/// which so many lines wait.
final class LogSink: Sendable {
    static let shared = LogSink(FileDescriptor(number: STDERR_FILENO), loss: LogLine.loss(of:_:))

    /// Octets of lines that wait for a reader: some thousand lines, which is what a busy log says in a moment.
    static let mostWaiting = 1 << 20
    /// How long a program that ends waits for the lines that do.
    static let farewell = Duration.seconds(1)

    private struct State {
        var lines: [[UInt8]] = []
        /// The next one of them.
        var next = 0
        /// Octets of those that wait.
        var octets = 0
        var isIdle = true
        /// Since the log last told of it, and why the last of them was.
        var lost = (count: 0, reason: "")
        /// Since the program began, while nobody counts.
        var uncounted = 0
        var counter: Counter?
    }

    private let descriptor: FileDescriptor
    private let loss: @Sendable (Int, String) -> String
    private let mayStall: Bool
    private let state = Mutex(State())
    /// Held while a line is written; whether the last one broke off in its middle.
    private let isMidLine = Mutex(false)
    private let bell = DispatchSemaphore(value: 0)

    /// - Parameter loss: the line that tells of so many lost ones, and why.
    init(_ descriptor: FileDescriptor, loss: @escaping @Sendable (Int, String) -> String) {
        self.descriptor = descriptor
        self.loss = loss
        mayStall = descriptor.mayStall
        guard mayStall else { return }
        let thread = Thread { [weak self, bell] in
            while true {
                bell.wait()
                guard let self else { return }
                writeWaiting()
            }
        }
        thread.name = "log"
        thread.start()
    }

    deinit { bell.signal() }

    /// A line without its end.
    func write(_ line: String) {
        let line = Array((line + "\n").utf8)
        if mayStall { enqueue(line) } else { put(line) }
    }

    /// From now on lost lines are counted here, with those that were lost before.
    func count(with counter: Counter) {
        state.withLock { state in
            state.counter = counter
            counter.increment(by: state.uncounted)
            state.uncounted = 0
        }
    }

    /// Waits a moment for the lines that are still on their way.
    func flush(within limit: Duration = LogSink.farewell) {
        let end = ContinuousClock.now + limit
        while !state.withLock(\.isIdle), ContinuousClock.now < end { usleep(1000) }
    }
}

// The lines that wait.
extension LogSink {
    private func enqueue(_ line: [UInt8]) {
        let wakes = state.withLock { state in
            guard state.octets + line.count <= Self.mostWaiting else {
                Self.lose("its reader is too slow", &state)
                return false
            }
            state.lines.append(line)
            state.octets += line.count
            defer { state.isIdle = false }
            return state.isIdle
        }
        if wakes { bell.signal() }
    }

    private func writeWaiting() {
        while let line = nextLine() { put(line) }
    }

    /// nil, and idle, where none waits.
    private func nextLine() -> [UInt8]? {
        state.withLock { state in
            guard state.next < state.lines.count else {
                (state.lines, state.next, state.isIdle) = ([], 0, true)
                return nil
            }
            let line = state.lines[state.next]
            state.lines[state.next] = []
            (state.next, state.octets) = (state.next + 1, state.octets - line.count)
            // What was written must not pile up in front of what never ends.
            if state.next == 1024 {
                state.lines.removeFirst(state.next)
                state.next = 0
            }
            return line
        }
    }
}

// Writing.
extension LogSink {
    private func put(_ line: [UInt8]) {
        isMidLine.withLock { isMidLine in
            let lost = state.withLock(\.lost)
            if lost.count > 0 {
                let notice = (isMidLine ? "\n" : "") + loss(lost.count, lost.reason) + "\n"
                guard send(Array(notice.utf8), &isMidLine) else { return }
                state.withLock { $0.lost.count -= lost.count }
            }
            _ = send(line, &isMidLine)
        }
    }

    /// False where it was lost, and a line with it.
    private func send(_ bytes: [UInt8], _ isMidLine: inout Bool) -> Bool {
        let written = descriptor.write(bytes)
        if written.count > 0 { isMidLine = written.count < bytes.count }
        guard let failure = written.failure else { return true }
        state.withLock { Self.lose(failure.reason, &$0) }
        return false
    }

    private static func lose(_ reason: String, _ state: inout State) {
        state.lost = (state.lost.count + 1, reason)
        if let counter = state.counter { counter.increment() } else { state.uncounted += 1 }
    }
}
