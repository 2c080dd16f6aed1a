// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// One deadline that is moved often and met seldom: moving it further away costs nothing. Stays on its event loop.
final class DeadlineTimer {
    var onDeadline: () -> Void = {}

    private let eventLoop: any EventLoop
    private var deadline = NIODeadline.distantFuture
    private var scheduled: (at: NIODeadline, task: Scheduled<Void>)?

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// In place of the deadline before.
    func set(_ limit: Duration) {
        deadline = eventLoop.now + TimeAmount(limit)
        if let scheduled, scheduled.at <= deadline { return }
        schedule()
    }

    func stop() {
        deadline = .distantFuture
        scheduled?.task.cancel()
        scheduled = nil
    }

    private func schedule() {
        scheduled?.task.cancel()
        let task = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in
            self?.wake() ?? ()
        }
        scheduled = (deadline, task)
    }

    private func wake() {
        scheduled = nil
        if eventLoop.now < deadline { return schedule() }
        deadline = .distantFuture
        onDeadline()
    }
}
