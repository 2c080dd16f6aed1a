// SPDX-License-Identifier: Apache-2.0

import NIOEmbedded
import Testing

@testable import SMTP

@Suite("The ledger of connections")
struct ConnectionLedgerTests {
    static func limits(connections: Int = 100, perAddress: Int = 2, memory: Int = 100) -> ListenerLimits {
        var limits = ListenerLimits()
        (limits.connections, limits.connectionsPerAddress, limits.memory) = (connections, perAddress, memory)
        return limits
    }

    @Test("admits so many from an address, and again when one has left")
    func perAddress() {
        let ledger = ConnectionLedger(Self.limits())
        let channels = (0..<4).map { _ in EmbeddedChannel() }
        #expect(ledger.admit(channels[0], from: "192.0.2.1"))
        #expect(ledger.admit(channels[1], from: "192.0.2.1"))
        #expect(!ledger.admit(channels[2], from: "192.0.2.1"))
        #expect(ledger.admit(channels[3], from: "192.0.2.2"))
        // One that was not admitted changes nothing when it goes.
        ledger.leave(channels[2], from: "192.0.2.1")
        #expect(!ledger.admit(channels[2], from: "192.0.2.1"))
        ledger.leave(channels[0], from: "192.0.2.1")
        ledger.leave(channels[0], from: "192.0.2.1")
        #expect(ledger.admit(channels[2], from: "192.0.2.1"))
        #expect(!ledger.admit(channels[0], from: "192.0.2.1"))
        #expect(ledger.count == 3)
    }

    @Test("counts this machine only in all", arguments: ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", nil])
    func loopback(address: String?) {
        let ledger = ConnectionLedger(Self.limits(connections: 5))
        let channels = (0..<6).map { _ in EmbeddedChannel() }
        #expect(channels.map { ledger.admit($0, from: address) } == [true, true, true, true, true, false])
    }

    @Test("books memory up to its limit")
    func memory() {
        let ledger = ConnectionLedger(Self.limits())
        #expect(ledger.hold(100))
        #expect(!ledger.hold(1))
        #expect(ledger.hold(0))
        #expect(ledger.hold(-40))
        #expect(ledger.hold(40))
        #expect(ledger.memory == 100)
    }

    @Test("admits nobody when it is closed, and tells who is there")
    func close() {
        let ledger = ConnectionLedger(Self.limits())
        let channel = EmbeddedChannel()
        #expect(ledger.admit(channel, from: nil))
        #expect(ledger.close().count == 1)
        #expect(!ledger.admit(EmbeddedChannel(), from: nil))
        ledger.leave(channel, from: nil)
        #expect(ledger.count == 0)
    }
}
