// SPDX-License-Identifier: Apache-2.0

package import NIOCore
import NIOPosix
import NIOSSL

/// Hands mail to the mail server (RFC 6409), over a small pool of connections that are kept for a while.
package actor SubmissionClient {
    package nonisolated let settings: SubmissionSettings
    private let dialer: SubmissionDialer

    /// Open, without work; the one used last is used first, so that the others can run out.
    private var idle: [SubmissionConnection] = []
    /// Submissions that have, or may make, a connection: at most `poolSize`.
    private var inUse = 0
    private var waiting: [(id: Int, turn: CheckedContinuation<Bool, Never>)] = []
    private var lastWaiter = 0
    private var isClosed = false
    /// Holds the certificates of all authorities: shared, and gone with the last connection.
    private weak var tls: NIOSSLContext?

    /// Connects when there is something to send, and not before.
    ///
    /// - Parameter group: where the sockets' I/O runs.
    package init(
        _ settings: SubmissionSettings, timeouts: SubmissionTimeouts = SubmissionTimeouts(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.settings = settings
        dialer = SubmissionDialer(settings: settings, timeouts: timeouts, group: group)
    }

    /// Sends one message; waits while all connections are busy. `message` is what RFC 5322 describes, its lines ended
    /// by CRLF. A cancelled task cuts its connection, and what is then not known is `uncertain`.
    package nonisolated func submit(_ envelope: SubmissionEnvelope, _ message: [UInt8]) async -> SubmissionOutcome {
        await submit(envelope, message, MessageShape(message))
    }

    /// Connects and logs in, sends nothing, and leaves.
    package func probe() async -> SubmissionProbe {
        switch await connect() {
        case .failed(let outcome): return .failed(outcome.problem ?? "")
        case .ready(let connection):
            await connection.quit()
            return .ready(connection.opening.summary(settings))
        }
    }

    /// Takes nothing more: what waits is told so, what is under way may end. Returns when the idle connections are
    /// closed.
    package func close() async {
        isClosed = true
        for waiter in waiting { waiter.turn.resume(returning: false) }
        waiting = []
        let connections = idle
        idle = []
        await withTaskGroup { tasks in
            for connection in connections { tasks.addTask { await connection.quit() } }
        }
    }
}

// Sending.
extension SubmissionClient {
    private func submit(
        _ envelope: SubmissionEnvelope, _ message: [UInt8], _ shape: MessageShape
    ) async -> SubmissionOutcome {
        guard await takeTurn() else { return SubmissionProblem.stopped.outcome(settings) }
        defer { giveTurn() }
        if let kept = takeIdle() {
            let ending = await kept.submit(envelope, message, shape)
            if !ending.mayTryAfresh || Task.isCancelled {
                keep(kept)
                return ending.outcome
            }
        }
        // The server may close a connection that it finds idle, just when we use it again: that is nobody's fault.
        switch await connect() {
        case .failed(let outcome): return outcome
        case .ready(let connection):
            let ending = await connection.submit(envelope, message, shape)
            keep(connection)
            return ending.outcome
        }
    }

    private func connect() async -> SubmissionDialer.Result {
        do throws(SubmissionProblem) {
            let tls = if let shared = self.tls { shared } else { try dialer.tlsContext() }
            self.tls = tls
            return await dialer.connect(tls)
        } catch {
            return .failed(error.outcome(settings))
        }
    }
}

// The pool.
extension SubmissionClient {
    /// False when the client is closed, or the task cancelled.
    private func takeTurn() async -> Bool {
        if isClosed || Task.isCancelled { return false }
        if inUse < settings.poolSize {
            inUse += 1
            return true
        }
        lastWaiter += 1
        let id = lastWaiter
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting.append((id, $0)) }
        } onCancel: {
            Task { await self.forget(id) }
        }
    }

    private func giveTurn() {
        if waiting.isEmpty {
            inUse -= 1
        } else {
            waiting.removeFirst().turn.resume(returning: true)
        }
    }

    private func forget(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).turn.resume(returning: false)
    }

    private func takeIdle() -> SubmissionConnection? {
        while let connection = idle.popLast() {
            if connection.isOpen { return connection }
        }
        return nil
    }

    private func keep(_ connection: SubmissionConnection) {
        guard connection.isOpen else { return }
        if isClosed {
            Task { await connection.quit() }
        } else {
            idle.append(connection)
        }
    }
}
