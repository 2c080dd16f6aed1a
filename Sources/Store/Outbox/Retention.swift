// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

extension Store {
    /// So many rows are erased or purged in one commit; what else waits gets in between.
    private static let rowsPerCommit = 2000

    /// Erases the text, media and nickname of delivered rows after `keepBodies`, and of all others with which we are done
    /// after `keepFailed`. They are gone from the disk then, except where somebody is reading an older state of the
    /// database; the next call sees to that. Gives how many rows were erased.
    @discardableResult
    package func eraseBodies(now: Date, keepBodies: Duration, keepFailed: Duration) async throws(StoreFailure) -> Int {
        let delivered = now.milliseconds - keepBodies.milliseconds
        let others = now.milliseconds - keepFailed.milliseconds
        return try await inSteps { transaction in
            try transaction.eraseBodies(deliveredUntil: delivered, othersUntil: others, limit: Self.rowsPerCommit)
        }
    }

    /// Forgets rows whose bodies are erased and with which we have been done for `keepMetadata`, the keys of repeats that
    /// hold no longer, reports that nothing came to match, files that have been here for `keepFiles`, and what was fetched
    /// for messages that wait no longer. Gives how many rows and files were forgotten.
    @discardableResult
    package func purge(now: Date, keepMetadata: Duration, keepFiles: Duration) async throws(StoreFailure) -> Int {
        let settledUntil = now.milliseconds - keepMetadata.milliseconds
        let createdUntil = now.milliseconds - keepFiles.milliseconds
        var files = 0
        while case let count = try await commit({ tx in try tx.purgeFiles(createdUntil: createdUntil) }), count > 0 {
            files += count
        }
        while case let count = try await commit({ tx in try tx.purgeFetched(createdUntil: createdUntil) }), count > 0 {
            files += count
        }
        return try await files
            + inSteps { transaction in
                try transaction.purge(settledUntil: settledUntil, now: now.milliseconds, limit: Self.rowsPerCommit)
            }
    }

    private func inSteps(_ step: @escaping @Sendable (Transaction) throws -> Int) async throws(StoreFailure) -> Int {
        var total = 0
        while true {
            let count = try await commit(step)
            total += count
            if count < Self.rowsPerCommit { return total }
        }
    }
}

extension Transaction {
    /// The states besides `delivered` that a row can have when we are done with it. An accepted one may still be reported
    /// as failed, and sent again.
    private static let otherStates = "'accepted', 'failed', 'expired', 'cancelled', 'uncertain'"

    private static func erasing(_ states: String) -> Statement {
        Statement(
            """
            UPDATE outbox SET body = NULL, media = NULL, nickname = NULL, erased = 1
            WHERE id IN (
                SELECT id FROM outbox \(by: "outboxSettled")
                WHERE settled IS NOT NULL AND erased = 0 AND state IN (\(states)) AND settled <= ?1 LIMIT ?2)
            """)
    }

    /// Subject and other recipients stay: they are metadata, by which a thread goes on after its texts are gone.
    private static let eraseDelivered = erasing("'delivered'")
    private static let eraseOthers = erasing(otherStates)

    func eraseBodies(deliveredUntil: Int64, othersUntil: Int64, limit: Int) throws(StoreFailure) -> Int {
        var count = try changes(Self.eraseDelivered, [deliveredUntil, limit])
        count += try changes(Self.eraseOthers, [othersUntil, limit - count])
        cleanLog(erased: count)
        return count
    }

    private static let purgeReports = Statement("DELETE FROM report WHERE until <= ?1")

    private static let letGoOfKeys = Statement(
        "UPDATE outbox SET dedupe = NULL, dedupeUntil = NULL WHERE dedupeUntil <= ?1")

    private static let purgeRows = Statement(
        """
        DELETE FROM outbox WHERE id IN (
            SELECT id FROM outbox \(by: "outboxSettled")
            WHERE settled IS NOT NULL AND erased = 1 AND state IN ('delivered', \(otherStates))
                AND settled <= ?1 AND (dedupe IS NULL OR created <= ?2) LIMIT ?3)
        """)

    func purge(settledUntil: Int64, now: Int64, limit: Int) throws(StoreFailure) -> Int {
        try execute(Self.purgeReports, [now])
        try execute(Self.letGoOfKeys, [now])
        let count = try changes(Self.purgeRows, [settledUntil, now - Self.leastMemory.milliseconds, limit])
        cleanLog(erased: count)
        return count
    }

    private func cleanLog(erased count: Int) {
        effects.cleansLog = true
        if count > 0 { effects.erases = true }
    }

    /// However short `keep_metadata` is, a row by which a repeat is known stays this long (design section 3).
    private static let leastMemory = Duration.seconds(24 * 3600)
}
