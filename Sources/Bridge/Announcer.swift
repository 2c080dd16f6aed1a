// SPDX-License-Identifier: Apache-2.0

import Synchronization
import XMPP

/// Tells everybody who is registered that the gateway is there, each time its link comes up, at the server's own pace: one
/// batch after another, each when the server has routed the one before. The link is read meanwhile.
final class Announcer: Sendable {
    /// So many presences go at once. Fewer would take a large gateway long; more would be a burst.
    static let batch = 100

    private let presences: Presences
    private let running = Mutex<Task<Void, Never>?>(nil)

    init(_ presences: Presences) {
        self.presences = presences
    }

    /// Begins from the start; an announcement on an older stream is over.
    func begin(on link: ComponentLink) {
        let presences = presences
        let task = Task { await Self.announce(presences, on: link) }
        swap(task)?.cancel()
    }

    func stop() {
        swap(nil)?.cancel()
    }

    private func swap(_ task: Task<Void, Never>?) -> Task<Void, Never>? {
        running.withLock { running in
            defer { running = task }
            return running
        }
    }

    /// Ends where the link drops: the next one is announced by itself.
    private static func announce(_ presences: Presences, on link: ComponentLink) async {
        var last: JID?
        var before: Confirmation?
        while !Task.isCancelled {
            let page = await presences.announcement(after: last, limit: batch)
            guard page.last != nil else { return }
            last = page.last
            do {
                try await before?.wait()
                if page.presences.count < batch { return try await link.send(page.presences) }
                before = try await link.relay(page.presences, behind: before)
            } catch {
                return
            }
        }
    }
}
