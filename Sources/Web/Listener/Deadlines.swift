// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import NIOCore
import ServiceLifecycle
import Synchronization

/// Ends requests whose body does not come to an end in time, and files of which nobody reads the next piece, so that
/// neither a slow sender nor a slow reader holds anything for long.
///
/// One look a second over all requests under way costs a request two short locks; a timer each would cost two
/// wake-ups of the event loop.
final class Deadlines: Service {
    private struct Entry {
        let channel: any Channel
        let due: Duration
        var stage = Stage.reading
    }

    private enum Stage {
        /// The responder still waits for the body: when it is due, only the input is closed, so that 408 can be said.
        case reading
        /// It was broken off, or is answered already, or nobody reads the answer: when it is due, the connection goes.
        case brokenOff, answered
    }

    private let time: any TimeSource
    private let limit: Duration
    private let readerRate: Int
    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    init(_ limits: ListenerLimits, time: any TimeSource) {
        limit = limits.bodyDeadline
        readerRate = max(1, limits.readerRate)
        self.time = time
    }

    /// The clock of this connection's request begins. A connection has one request at a time.
    func begin(on channel: any Channel) {
        let entry = Entry(channel: channel, due: time.uptime + limit)
        entries.withLock { $0[ObjectIdentifier(channel)] = entry }
    }

    /// So many octets of an answer go out now; a reader has a second for each `readerRate` of them, and `limit` besides.
    func expectReader(of octets: Int, on channel: any Channel) {
        let due = time.uptime + limit + .seconds(Double(octets) / Double(readerRate))
        entries.withLock { $0[ObjectIdentifier(channel)] = Entry(channel: channel, due: due, stage: .answered) }
    }

    /// The whole body is here, or the piece is on its way.
    func end(on channel: any Channel) {
        entries.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// An answer goes out although the body is not here; what is left of it may still come until it is due.
    func answer(on channel: any Channel) {
        entries.withLock { $0[ObjectIdentifier(channel)]?.stage = .answered }
    }

    /// True where the wait for this connection's body was broken off.
    func isOverdue(on channel: any Channel) -> Bool {
        entries.withLock { $0[ObjectIdentifier(channel)]?.stage == .brokenOff }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                guard (try? await time.sleep(for: .seconds(1))) != nil else { return }
                closeOverdue()
            }
        }
    }

    private func closeOverdue() {
        let now = time.uptime
        let overdue = entries.withLock { entries in
            let overdue = entries.filter { $0.value.due <= now }
            for (key, entry) in overdue {
                if entry.stage == .reading { entries[key]?.stage = .brokenOff } else { entries[key] = nil }
            }
            return overdue.values
        }
        for entry in overdue { entry.channel.close(mode: entry.stage == .reading ? .input : .all, promise: nil) }
    }
}
