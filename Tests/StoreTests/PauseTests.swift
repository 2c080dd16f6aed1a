// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store
import Support
import Testing

@Suite("Whom a pause was told")
struct PauseTests {
    private static let silence = Duration.seconds(3600)

    /// Begins a pause, if it is one; gives whether the admins hear of it, nil where it was paused before.
    private func begin(_ reason: String, _ store: Store) async throws -> Bool? {
        try await store.commit { tx throws in
            guard try tx.pause(gateway: "sms", reason: reason, since: tx.now) else { return nil }
            return try tx.tellsOfPause(gateway: "sms", silence: Self.silence)
        }
    }

    private func end(_ store: Store, isProbed: Bool) async throws {
        try await store.commit { tx in try tx.resume(gateway: "sms", isProbed: isProbed) }
    }

    @Test("The same that begins again after a probe is told once an hour, whatever restarts in between")
    func restarts() async throws {
        let scratch = try Scratch()
        var told: [Bool?] = []
        for reason in ["no funds", "no funds", "no funds", "401", "401"] {
            let store = try scratch.open()
            told.append(try await begin(reason, store))
            try await end(store, isProbed: true)
            await store.close()
            scratch.time.advance(by: .seconds(30 * 60))
        }
        #expect(told == [true, false, true, true, false])
    }

    @Test("One that goes on is told by nobody, not after a restart either")
    func goesOn() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        #expect(try await begin("no funds", store) == true)
        #expect(try await begin("no funds", store) == nil)
        await store.close()
        let again = try scratch.open()
        #expect(try await begin("another", again) == nil)
        #expect(try await again.read { tx in try tx.pauses().map(\.reason) } == ["no funds"])
    }

    @Test("What a person has ended is told when it begins again; a probe that finds no pause forgets nothing")
    func byHand() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        #expect(try await begin("no funds", store) == true)
        try await end(store, isProbed: true)
        #expect(try await store.read { tx in try !tx.isPaused(gateway: "sms") && tx.pauses().isEmpty })
        // There is no pause for a person to end.
        try await end(store, isProbed: false)
        #expect(try await begin("no funds", store) == false)
        try await end(store, isProbed: false)
        #expect(try await begin("no funds", store) == true)
    }

    @Test("A clock that is set makes the hour neither longer nor shorter")
    func clock() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        #expect(try await begin("no funds", store) == true)
        try await end(store, isProbed: true)
        scratch.time.jump(by: .seconds(7200))
        #expect(try await begin("no funds", store) == false)
    }
}
