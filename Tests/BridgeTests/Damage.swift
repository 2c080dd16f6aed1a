// SPDX-License-Identifier: Apache-2.0

@testable import Store

/// What a broken disk, or somebody's own hand, may do to a store.
enum Damage {
    private static let spoiling = Statement("UPDATE outbox SET others = '{' WHERE id = ?1")
    private static let losing = Statement("UPDATE outbox SET turn = 0")
    private static let mending = Statement("UPDATE outbox SET others = NULL")

    /// Nobody can read these rows any more.
    static func spoil(_ ids: [Int64], in store: Store) async throws {
        try await store.commit { tx throws in
            for id in ids { try tx.execute(Self.spoiling, [id]) }
        }
    }

    /// What a process leaves that dies before it could look again.
    static func loseTurns(_ store: Store) async throws {
        try await store.commit { tx throws in try tx.execute(Self.losing) }
    }

    static func mend(_ store: Store) async throws {
        try await store.commit { tx throws in try tx.execute(Self.mending) }
    }
}
