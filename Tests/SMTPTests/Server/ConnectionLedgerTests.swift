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
        let (one, other) = (EmbeddedChannel(), EmbeddedChannel())
        #expect(ledger.hold(60, for: one, from: nil) && ledger.hold(40, for: other, from: nil))
        #expect(!ledger.hold(61, for: one, from: nil))
        #expect(ledger.hold(60, for: one, from: nil))
        #expect(ledger.hold(20, for: one, from: nil))
        #expect(ledger.hold(80, for: other, from: nil))
        #expect(ledger.memory == 100)
        #expect(ledger.hold(0, for: other, from: nil) && ledger.hold(0, for: one, from: nil))
        #expect(ledger.memory == 0)
    }

    @Test("one peer has half of it, however many connections it has")
    func share() {
        let ledger = ConnectionLedger(Self.limits())
        let channels = (0..<6).map { _ in EmbeddedChannel() }
        #expect(ledger.hold(30, for: channels[0], from: "192.0.2.1"))
        #expect(!ledger.hold(21, for: channels[1], from: "192.0.2.1"))
        #expect(ledger.hold(20, for: channels[1], from: "192.0.2.1"))
        #expect(ledger.hold(25, for: channels[2], from: "2001:db8:1:2::3"))
        #expect(!ledger.hold(26, for: channels[3], from: "2001:db8:1:2:ffff::4"))
        #expect(ledger.hold(25, for: channels[3], from: "2001:db8:1:3::4"))
        // Who is gone has no share any more, and what is given back is there for others.
        #expect(ledger.hold(0, for: channels[0], from: "192.0.2.1"))
        #expect(ledger.hold(30, for: channels[4], from: "192.0.2.1"))
        #expect(!ledger.hold(1, for: channels[5], from: "127.0.0.1"), "all of it is taken")
    }

    @Test("a share has room for the largest message")
    func largest() {
        let ledger = ConnectionLedger(Self.limits(memory: 1 << 20), largest: 700 << 10)
        #expect(ledger.hold(700 << 10, for: EmbeddedChannel(), from: "192.0.2.1"))
    }

    @Test("where there is no room, the slow ones make it, the largest first, and nobody else does")
    func slow() {
        let ledger = ConnectionLedger(Self.limits())
        let (slow, slower, quick, new) = (EmbeddedChannel(), EmbeddedChannel(), EmbeddedChannel(), EmbeddedChannel())
        #expect(ledger.hold(20, isSlow: true, for: slow, from: nil))
        #expect(ledger.hold(30, isSlow: true, for: slower, from: nil))
        #expect(ledger.hold(50, for: quick, from: nil))
        #expect(!ledger.hold(51, for: new, from: nil), "all slow ones together have not got so much")
        #expect(ledger.memory == 100)
        #expect(ledger.hold(25, for: new, from: nil))
        #expect(ledger.memory == 95)
        // It is told to let go, and holds nothing until it has done so.
        #expect(!ledger.hold(31, isSlow: true, for: slower, from: nil))
        #expect(ledger.hold(25, for: slow, from: nil), "it has become quick")
        ledger.letGo(slower)
        #expect(!ledger.hold(1, for: slower, from: nil))
        #expect(ledger.hold(45, for: quick, from: nil))
        #expect(ledger.hold(5, for: slower, from: nil))
        #expect(ledger.memory == 100)
        ledger.letGo(quick)
        #expect(ledger.memory == 100, "that one was never told")
    }

    @Test(
        "a peer is an address, or the network of one",
        arguments: [
            (nil, nil), ("127.0.0.1", nil), ("127.9.9.9", nil), ("::1", nil), ("::ffff:127.0.0.1", nil),
            ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "20:1:d:b8:0:1:0:2/64"), ("2001:db8:1:2::", "20:1:d:b8:0:1:0:2/64"),
            ("2001:db8:1:3::", "20:1:d:b8:0:1:0:3/64"), ("::2", "0:0:0:0:0:0:0:0/64"),
        ] as [(String?, String?)])
    func peers(address: String?, name: String?) {
        #expect(PeerNetwork.name(of: address) == name)
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
