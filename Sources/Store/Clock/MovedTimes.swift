// SPDX-License-Identifier: Apache-2.0

import GRDB

import struct Foundation.Date

/// Times in the store are wall time. When the wall clock is set, what they mean changes; so they are moved with it, and a
/// row has neither less nor more time than before.
extension Transaction {
    /// What somebody may still count back to: a quota, a delay. Older rows keep the time that they were made at.
    private static let recent = Duration.seconds(24 * 3600)

    /// By which clock the times are meant; nil in a store that no version with this table has written to.
    func savedClock() throws(StoreFailure) -> ClockReading? {
        try all("SELECT wall, uptime, boot FROM clock") { row in
            ClockReading(wall: Date(milliseconds: row[0]), uptime: .milliseconds(row[1] as Int64), boot: row[2])
        }.first
    }

    func save(_ reading: ClockReading) throws(StoreFailure) {
        try execute(
            "INSERT OR REPLACE INTO clock (id, wall, uptime, boot) VALUES (1, ?, ?, ?)",
            [reading.wall.milliseconds, reading.uptime.milliseconds, reading.boot])
    }

    /// A row that was last changed at a time that is still to come shows that the clock went back.
    func jumpOfOldStore(_ reading: ClockReading) throws(StoreFailure) -> Duration {
        let latest = try integer(
            """
            SELECT max(updated) FROM outbox INDEXED BY outboxTurn WHERE turn = 1 AND state = 'queued'
            """)
        guard let latest else { return .zero }
        let before = ClockReading(wall: Date(milliseconds: latest), uptime: .zero, boot: nil)
        return reading.jump(since: before)
    }

    /// - Parameter now: what the wall clock says since the jump.
    func moveTimes(by jump: Duration, until now: Date) throws(StoreFailure) {
        let before = now.milliseconds - jump.milliseconds
        try execute(
            """
            UPDATE outbox SET created = created + ?1, updated = updated + ?1, due = due + ?1, leased = leased + ?1,
                expires = expires + ?1
            WHERE created > ?2 OR state IN ('queued', 'sending') OR (direction = 'in' AND state = 'accepted')
            """, [jump.milliseconds, before - Self.recent.milliseconds])
        try execute("UPDATE outbox SET settled = settled + ? WHERE settled IS NOT NULL", [jump.milliseconds])
        try execute(
            "UPDATE outbox SET dedupeUntil = dedupeUntil + ? WHERE dedupeUntil IS NOT NULL", [jump.milliseconds])
        try execute("UPDATE report SET until = until + ?", [jump.milliseconds])
    }
}
