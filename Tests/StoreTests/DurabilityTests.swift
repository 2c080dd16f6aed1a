// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Store

@Suite("Durability: which commits wait for the disk")
struct DurabilityTests {
    @Test("each commit has the level that it asks for, whatever the one before it had")
    func levels() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        for (durability, level) in [(Durability.powerLoss, 2), (.crash, 1), (.powerLoss, 2), (.crash, 1)] {
            // FULL is 2 and NORMAL is 1.
            #expect(
                try await store.commit(surviving: durability) { tx in try tx.integer("PRAGMA synchronous") }
                    == Int64(level))
        }
    }
}
