// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// Who is connected to a listener, and how much memory their messages take.
final class ConnectionLedger: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var perAddress: [String: Int] = [:]
        var memory = 0
        var isClosed = false
    }

    private let limits: ListenerLimits
    private let state = Mutex(State())

    init(_ limits: ListenerLimits) {
        self.limits = limits
    }

    /// False where one more is too many. Otherwise `leave` has to follow.
    func admit(_ channel: any Channel, from address: String?) -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.channels.count < limits.connections else { return false }
            if let address, !Self.isLoopback(address) {
                guard state.perAddress[address, default: 0] < limits.connectionsPerAddress else { return false }
                state.perAddress[address, default: 0] += 1
            }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func leave(_ channel: any Channel, from address: String?) {
        state.withLock { state in
            guard state.channels.removeValue(forKey: ObjectIdentifier(channel)) != nil,
                let address, let count = state.perAddress[address]
            else { return }
            state.perAddress[address] = count == 1 ? nil : count - 1
        }
    }

    /// Books `octets` more, or less; false, and nothing is booked, where there is no room for more.
    func hold(_ octets: Int) -> Bool {
        state.withLock { state in
            guard octets <= 0 || state.memory + octets <= limits.memory else { return false }
            state.memory += octets
            return true
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

    /// Also as an IPv4 address looks on a socket for IPv6.
    private static func isLoopback(_ address: String) -> Bool {
        address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }
}
