// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization

/// A budget of memory, and how long somebody waits for a part of it.
struct Waitroom: Sendable {
    let budget: MemoryBudget
    let patience: Duration
    let time: any TimeSource

    init(octets: Int, _ limits: ListenerLimits, _ time: any TimeSource) {
        budget = MemoryBudget(octets: octets, share: octets / 2)
        patience = limits.patience
        self.time = time
    }
}

/// What one request holds of a budget. It is given back at the end, or with the last who knew of it.
final class Booking: Sendable {
    private let room: Waitroom
    private let peer: String?
    private let octets = Mutex(0)

    init(_ room: Waitroom, for peer: String?) {
        self.room = room
        self.peer = peer
    }

    deinit { end() }

    /// False where there was no room, and none became free for as long as one may wait.
    func add(_ octets: Int) async -> Bool {
        var isTaken = room.budget.take(octets, for: peer)
        if !isTaken { isTaken = await wait(octets) }
        guard isTaken else { return false }
        self.octets.withLock { $0 += octets }
        return true
    }

    private func wait(_ octets: Int) async -> Bool {
        await room.time.limit(to: room.patience) { [room, peer] in
            await room.budget.wait(for: octets, holder: peer)
        }
    }

    func end() {
        let octets = octets.withLock { octets in
            defer { octets = 0 }
            return octets
        }
        if octets > 0 { room.budget.give(back: octets, of: peer) }
    }
}
