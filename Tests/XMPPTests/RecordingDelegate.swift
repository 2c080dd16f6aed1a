// SPDX-License-Identifier: Apache-2.0

import Logging
import Support
import Synchronization
import Testing

@testable import XMPP

/// Keeps what a link tells it; answers pings; can be made to stand still.
final class RecordingDelegate: LinkDelegate {
    private struct State {
        var received: [Stanza] = []
        var batches = 0
        var states: [LinkState] = []
        var gate: [CheckedContinuation<Void, Never>] = []
        var isBlocked = false
    }

    private let state = Mutex(State())

    var received: [Stanza] { state.withLock { $0.received } }
    var batches: Int { state.withLock { $0.batches } }
    var states: [LinkState] { state.withLock { $0.states } }
    /// Calls that stand still.
    var waiting: Int { state.withLock { $0.gate.count } }

    func block() {
        state.withLock { $0.isBlocked = true }
    }

    func unblock() {
        let waiting = state.withLock { state in
            state.isBlocked = false
            defer { state.gate = [] }
            return state.gate
        }
        for one in waiting { one.resume() }
    }

    func received(_ stanzas: [Stanza], on link: ComponentLink) async -> [Stanza] {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.isBlocked { state.gate.append(continuation) }
                return !state.isBlocked
            }
            if goesOn { continuation.resume() }
        }
        state.withLock { state in
            state.received += stanzas
            state.batches += 1
        }
        return stanzas.compactMap { $0.kind == .iq && $0.type == "get" ? $0.reply(type: "result") : nil }
    }

    func linkChanged(_ state: LinkState, on link: ComponentLink) async {
        self.state.withLock { $0.states.append(state) }
    }
}

/// A link with its delegate and its clocks, towards a played server.
struct LinkFixture {
    let link: ComponentLink
    let delegate = RecordingDelegate()
    /// Moves the seconds of an open connection.
    let ticks = ManualTime()
    /// Moves the pauses between two attempts.
    let pauses = ManualTime()

    init(
        port: Int, secret: String = "s3cret", host: String = "127.0.0.1", tls: LinkSettings.TLS = .off,
        confirm: String? = nil
    ) {
        let settings = LinkSettings(
            domain: "sms.example.org", secret: secret, host: host, port: port, tls: tls, confirm: confirm)
        var logger = Logger(label: "link")
        logger.logLevel = .critical
        link = ComponentLink(
            settings: settings, delegate: delegate, logger: logger,
            sleep: { [ticks, pauses] duration in
                try await (duration == LinkStream.tick ? ticks : pauses).sleep(for: duration)
            })
    }

    /// Runs the link while the body runs; returns when both have ended.
    func run(_ body: () async throws -> Void) async throws {
        let task = Task { await link.run() }
        do { try await body() } catch {
            task.cancel()
            await task.value
            throw error
        }
        delegate.unblock()
        task.cancel()
        await task.value
    }

    /// Moves the clock on, a second at a time, each when the link has gone to sleep again.
    func pass(seconds: Int) async throws {
        try await ticks.advance(by: .seconds(1), times: seconds)
    }

    /// Ends pauses until the link is up again.
    func isUpAgain() async throws {
        try await pauses.advance(by: Backoff.longest, until: "the link is up again") { link.state == .up }
    }

    func isUp() async throws {
        try await eventually("the link is up") { link.state == .up }
    }
}
