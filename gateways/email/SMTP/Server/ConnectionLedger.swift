// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// Who is connected to a listener, and how much memory their messages take. Nobody can keep all of it: a peer has a share,
/// and where there is no room, messages that come slowly let go of what they hold.
final class ConnectionLedger: Sendable {
    /// What one connection holds.
    private struct Holding {
        let channel: any Channel
        let peer: String?
        var octets = 0
        var isSlow = false
        /// It was told to let go, and what it had is no longer counted.
        var isCalledIn = false
    }

    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var connections: [String: Int] = [:]
        var holdings: [ObjectIdentifier: Holding] = [:]
        /// By peer, and in all.
        var shares: [String: Int] = [:]
        var memory = 0
        var isClosed = false
    }

    private let limits: ListenerLimits
    private let share: Int
    private let state = Mutex(State())

    /// - Parameter largest: the largest message's octets, for which a share has to do.
    init(_ limits: ListenerLimits, largest: Int = 0) {
        self.limits = limits
        share = max(limits.memory / 2, largest > 0 ? min(largest + ListenerLimits.besides, limits.memory) : 0)
    }

    /// False where one more is too many. Otherwise `leave` has to follow.
    func admit(_ channel: any Channel, from address: String?) -> Bool {
        let peer = PeerNetwork.name(of: address)
        return state.withLock { state in
            guard !state.isClosed, state.channels.count < limits.connections else { return false }
            if let peer {
                guard state.connections[peer, default: 0] < limits.connectionsPerAddress else { return false }
                state.connections[peer, default: 0] += 1
            }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func leave(_ channel: any Channel, from address: String?) {
        let peer = PeerNetwork.name(of: address)
        state.withLock { state in
            guard state.channels.removeValue(forKey: ObjectIdentifier(channel)) != nil, let peer,
                let count = state.connections[peer]
            else { return }
            state.connections[peer] = count == 1 ? nil : count - 1
        }
    }

    /// Books what the connection holds now in place of what it held; false, and nothing is changed, where there is no
    /// room for more. Who has to make room for it is told.
    ///
    /// - Parameter isSlow: its message comes so slowly that it makes room when somebody needs it.
    func hold(_ octets: Int, isSlow: Bool = false, for channel: any Channel, from address: String?) -> Bool {
        let (isBooked, calledIn) = state.withLock { state -> (Bool, [any Channel]) in
            let id = ObjectIdentifier(channel)
            var holding =
                state.holdings[id] ?? Holding(channel: channel, peer: PeerNetwork.name(of: address))
            let more = octets - holding.octets
            var calledIn: [any Channel] = []
            if more > 0 {
                let held = holding.peer.map { state.shares[$0, default: 0] } ?? 0
                guard !holding.isCalledIn, holding.peer == nil || held + more <= share,
                    let called = Self.makeRoom(state.memory + more - limits.memory, except: id, &state)
                else { return (false, []) }
                calledIn = called
            }
            Self.book(more, holding.peer, &state)
            (holding.octets, holding.isSlow) = (octets, isSlow)
            state.holdings[id] = octets > 0 ? holding : nil
            return (true, calledIn)
        }
        for channel in calledIn { channel.pipeline.fireUserInboundEventTriggered(ServerConnection.MemoryWanted()) }
        return isBooked
    }

    /// The connection has done what it was told, and may hold something again.
    func letGo(_ channel: any Channel) {
        state.withLock { state in
            let id = ObjectIdentifier(channel)
            if state.holdings[id]?.isCalledIn == true { state.holdings[id] = nil }
        }
    }

    /// From now on nobody is admitted; returns who is there.
    func close() -> [any Channel] {
        state.withLock { state in
            state.isClosed = true
            return Array(state.channels.values)
        }
    }

    /// Octets of memory that are booked.
    var memory: Int { state.withLock { $0.memory } }
    var count: Int { state.withLock { $0.channels.count } }
}

extension ConnectionLedger {
    private static func book(_ octets: Int, _ peer: String?, _ state: inout State) {
        state.memory += octets
        guard let peer else { return }
        let held = state.shares[peer, default: 0] + octets
        state.shares[peer] = held > 0 ? held : nil
    }

    /// Calls in what the slow ones hold, the largest first, until so many octets are free. nil, and nothing is called in,
    /// where they do not hold so much.
    private static func makeRoom(
        _ octets: Int, except id: ObjectIdentifier, _ state: inout State
    ) -> [any Channel]? {
        guard octets > 0 else { return [] }
        let slow = state.holdings.filter { $0.key != id && $0.value.isSlow && $0.value.octets > 0 }
            .sorted { $0.value.octets > $1.value.octets }
        guard slow.reduce(0, { $0 + $1.value.octets }) >= octets else { return nil }
        var freed = 0
        var channels: [any Channel] = []
        for (id, holding) in slow where freed < octets {
            freed += holding.octets
            book(-holding.octets, holding.peer, &state)
            state.holdings[id]?.octets = 0
            state.holdings[id]?.isCalledIn = true
            channels.append(holding.channel)
        }
        return channels
    }
}
