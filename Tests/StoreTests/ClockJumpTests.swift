// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing

@testable import Store

@Suite("A wall clock that is set")
struct ClockJumpTests {
    private static let day = Duration.seconds(86_400)
    static let jumps: [Duration] = [day * 365, day * -3, .seconds(3600), .seconds(-5)]

    /// How the jump meets the store.
    enum Meeting: CaseIterable, Sendable {
        case running, stopped, killed, beforeACommand
    }

    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// One row for each thing that a time is kept for; what is left of each, in seconds.
    private func left(_ tx: Transaction, _ ids: [Int64]) throws -> [Double] {
        let now = tx.now
        let waiting = try #require(try tx.row(ids[0]))
        let until = try tx.integer("SELECT until FROM report").map { Date(milliseconds: $0) }
        let dedupe = try tx.integer("SELECT dedupeUntil FROM outbox WHERE id = \(ids[1])").map {
            Date(milliseconds: $0)
        }
        let settled = try tx.integer("SELECT settled FROM outbox WHERE id = \(ids[2])").map { Date(milliseconds: $0) }
        return [waiting.created, waiting.due, waiting.expires, until, dedupe, settled].map {
            ($0?.timeIntervalSince(now) ?? .nan).rounded()
        }
    }

    private func fill(_ store: Store) async throws -> [Int64] {
        let now = scratch.time.now
        let ids = try await store.fill(
            text("waiting") { $0.expires = now + 4 * 3600 },
            text("once", to: Address("+1")) { draft in
                draft.dedupe = "k"
                draft.dedupeUntil = now + 86_400
            },
            text("failed", to: Address("+2")) { $0.state = .failed })
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            try tx.postpone(ids[0], attempt: 1, until: tx.now + 40, error: "busy")
            try tx.keep(DeliveryReport(reference: "x", state: .sent), gateway: "sms", until: tx.now + 600)
        }
        return ids
    }

    @Test("moves everything that waits along, however it is met", arguments: jumps, Meeting.allCases)
    func moves(_ jump: Duration, _ meeting: Meeting) async throws {
        var store = try scratch.open()
        let ids = try await fill(store)
        scratch.time.advance(by: .seconds(10))
        switch meeting {
        case .running: scratch.time.jump(by: jump)
        case .stopped, .killed:
            if meeting == .stopped { await store.close() } else { try await reopenWithoutClosing(&store) }
            scratch.time.jump(by: jump)
            if meeting == .stopped { store = try scratch.open() }
        case .beforeACommand:
            await store.close()
            scratch.time.jump(by: jump)
            let command = try scratch.open(.client)
            try await command.fill(text("by the operator", to: Address("+3")) { $0.expires = scratch.time.now + 100 })
            #expect(command.takeClockJump() == jump)
            await command.close()
            store = try scratch.open()
        }
        let expected: [Double] = [-10, 30, 14_390, 590, 86_390, -10]
        #expect(try await store.commit { tx in try left(tx, ids) } == expected)
        #expect(store.takeClockJump() == (meeting == .beforeACommand ? nil : jump))
        #expect(try await store.commit { tx in try left(tx, ids) } == expected, "once")
        #expect(store.takeClockJump() == nil)
        if meeting == .beforeACommand {
            let operators = try await store.read { tx in try tx.row(ids[2] + 1) }
            #expect(operators?.expires == scratch.time.now + 100)
        }
    }

    /// Another daemon on a copy, as after a kill: nothing was said at the end.
    private func reopenWithoutClosing(_ store: inout Store) async throws {
        let copy = scratch.folder + "/copy.db"
        try await store.backup(to: copy)
        store = try Store(path: copy, role: .daemon, time: scratch.time)
    }

    @Test("and set right again leaves everything as it was")
    func thereAndBack() async throws {
        let store = try scratch.open()
        let ids = try await fill(store)
        let before = try await store.commit { tx in try tx.row(ids[0]) }
        for jump in Self.jumps + Self.jumps.map({ $0 * -1 }) {
            scratch.time.jump(by: jump)
            #expect(store.seesClockJump)
            try await store.commit { _ in }
            #expect(!store.seesClockJump)
        }
        let after = try await store.commit { tx in try tx.row(ids[0]) }
        #expect(after?.due == before?.due && after?.expires == before?.expires && after?.created == before?.created)
        #expect(store.takeClockJump() == nil)
    }

    @Test("is seen by two processes, and moves things once")
    func twoProcesses() async throws {
        let store = try scratch.open()
        let ids = try await fill(store)
        let command = try scratch.open(.client)
        try await command.commit { _ in }
        scratch.time.jump(by: Self.day * -3)
        try await command.commit { _ in }
        #expect(try await store.commit { tx in try left(tx, ids) }[1...2] == [40, 4 * 3600])
        scratch.time.jump(by: Self.day * 3)
        try await store.commit { _ in }
        #expect(try await command.commit { tx in try left(tx, ids) }[1...2] == [40, 4 * 3600])
    }

    @Test("behind a start of the machine: one that went back strands nothing, one that is ahead is believed")
    func reboot() async throws {
        let store = try scratch.open()
        let ids = try await fill(store)
        await store.close()
        scratch.time.reboot()
        scratch.time.jump(by: Self.day * -3)
        let second = try scratch.open()
        #expect(try await second.commit { tx in try left(tx, ids) }[1...2] == [40, 4 * 3600])
        await second.close()
        scratch.time.reboot()
        scratch.time.jump(by: .seconds(3600))
        let third = try scratch.open()
        #expect(try await third.commit { tx in try left(tx, ids) }[1...2] == [40 - 3600, 3 * 3600])
    }

    @Test("in a store that knows of no clock yet shows by the rows that were changed in the future")
    func oldStore() async throws {
        let store = try scratch.open()
        let ids = try await fill(store)
        try await store.commit { tx in try tx.execute("DELETE FROM clock") }
        await store.close()
        scratch.time.jump(by: Self.day * -3)
        let second = try scratch.open()
        #expect(try await second.commit { tx in try left(tx, ids) }[1...2] == [40, 4 * 3600])
    }

    @Test("does not lose what a transaction that failed had moved")
    func rolledBack() async throws {
        struct Refusal: Error {}
        let store = try scratch.open()
        let ids = try await fill(store)
        scratch.time.jump(by: Self.day)
        _ = try? await store.commit { _ throws in throw Refusal() }
        #expect(store.takeClockJump() == nil)
        #expect(try await store.commit { tx in try left(tx, ids) }[1...2] == [40, 4 * 3600])
        #expect(store.takeClockJump() == Self.day)
    }

    @Test("forgets nothing early: a text that failed can be sent again for as long as before")
    func retention() async throws {
        let store = try scratch.open()
        let ids = try await fill(store)
        scratch.time.jump(by: Self.day * 365)
        try await store.commit { _ in }
        let now = scratch.time.now
        #expect(try await store.eraseBodies(now: now, keepBodies: .zero, keepFailed: Self.day) == 0)
        #expect(try await store.commit { tx in try tx.retry(ids[2]) } == .queued)
    }
}
