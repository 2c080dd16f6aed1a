// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("Announcer: a gateway that is back tells everybody, at the server's pace", .patience)
struct AnnouncerTests {
    private static func people(_ count: Int) -> [Account] {
        (0..<count).map { number in
            Account(
                jid: jid("user\(10_000 + number)@example.org"), gateway: "sms",
                address: Address("+1555\(10_000 + number)"),
                created: start)
        }
    }

    private func presences(_ line: Line) -> [String] {
        line.server.received.filter { $0.kind == .presence }.compactMap { $0.to?.description }
    }

    @Test("nobody is left out, however many there are", arguments: [0, 1, 99, 100, 101, 350])
    func everybody(_ count: Int) async throws {
        let people = Self.people(count)
        let line = try await Line(Stage(accounts: people))
        try await line.run {
            try await eventually("all have heard") { presences(line).count == count }
        }
        #expect(presences(line) == people.map(\.jid.description))
        #expect(line.server.pings.count == count / Announcer.batch, "a batch that is full is waited for")
    }

    @Test("the next batch follows when the server has routed the one before, and meanwhile the link is read")
    func paced() async throws {
        let people = Self.people(250)
        let line = try await Line(Stage(accounts: people))
        line.server.routePings(false)
        try await line.run {
            for batch in 1...2 {
                try await eventually("batch \(batch)") { line.server.pings.count == batch }
                #expect(presences(line).count == 100 * batch)
                try await line.server.send(iq("get", Ping.element, id: "p\(batch)"))
                try await eventually("a ping is answered") { line.server.received.contains { $0.id == "p\(batch)" } }
                #expect(presences(line).count == 100 * batch)
                try await line.server.send(line.server.pings[batch - 1])
            }
            try await eventually("all have heard") { presences(line).count == 250 }
        }
        #expect(presences(line) == people.map(\.jid.description))
    }

    @Test("a link that drops in the middle begins anew on the next one")
    func drop() async throws {
        let people = Self.people(250)
        let line = try await Line(Stage(accounts: people))
        line.server.routePings(false)
        try await line.run {
            try await eventually("the first batch") { line.server.pings.count == 1 }
            try await line.drop()
            line.server.routePings(true)
            try await line.reconnect()
            try await eventually("all have heard") { presences(line).count == 350 }
        }
        #expect(presences(line) == people.prefix(100).map(\.jid.description) + people.map(\.jid.description))
    }
}
