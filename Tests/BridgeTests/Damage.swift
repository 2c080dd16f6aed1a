// SPDX-License-Identifier: Apache-2.0

@testable import Store

/// What a broken disk, or somebody's own hand, may do to a store.
enum Damage {
    /// Nobody can read these rows any more.
    static func spoil(_ ids: [Int64], in store: Store) async throws {
        try await store.commit { tx throws in
            for id in ids { try tx.execute("UPDATE outbox SET others = '{' WHERE id = \(id)") }
        }
    }

    static func mend(_ store: Store) async throws {
        try await store.commit { tx throws in try tx.execute("UPDATE outbox SET others = NULL") }
    }
}
