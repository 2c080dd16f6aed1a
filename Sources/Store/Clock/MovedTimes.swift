// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Date

/// Times in the store are wall time. When the wall clock is set, what they mean changes; so they are moved with it, and a
/// row has neither less nor more time than before.
extension Transaction {
    /// What somebody may still count back to: a quota, a delay. Older rows keep the time that they were made at.
    private static let recent = Duration.seconds(24 * 3600)

    private static let savedClock = Statement("SELECT wall, uptime, boot FROM clock")

    /// By which clock the times are meant; nil in a store that no version with this table has written to.
    func savedClock() throws(StoreFailure) -> ClockReading? {
        try all(Self.savedClock) { fields in
            ClockReading(
                wall: Date(milliseconds: fields[0]), uptime: .milliseconds(fields[1] as Int64), boot: fields[2])
        }.first
    }

    private static let save = Statement(
        """
        INSERT INTO clock (id, wall, uptime, boot) VALUES (1, ?1, ?2, ?3)
        ON CONFLICT (id) DO UPDATE SET wall = excluded.wall, uptime = excluded.uptime, boot = excluded.boot
        """)

    func save(_ reading: ClockReading) throws(StoreFailure) {
        try execute(Self.save, [reading.wall.milliseconds, reading.uptime.milliseconds, reading.boot])
    }

    private static let latest = Statement(
        "SELECT max(updated) FROM outbox \(by: "outboxTurn") WHERE turn = 1 AND state = 'queued'")

    /// A row that was last changed at a time that is still to come shows that the clock went back.
    func jumpOfOldStore(_ reading: ClockReading) throws(StoreFailure) -> Duration {
        guard let latest = try integer(Self.latest) else { return .zero }
        let before = ClockReading(wall: Date(milliseconds: latest), uptime: .zero, boot: nil)
        return reading.jump(since: before)
    }

    private static let moveRows = Statement(
        """
        UPDATE outbox SET created = created + ?1, updated = updated + ?1, due = due + ?1, leased = leased + ?1,
            expires = expires + ?1
        WHERE created > ?2 OR state IN ('queued', 'sending') OR (direction = 'in' AND state = 'accepted')
        """)

    /// What else waits, or is counted back to.
    private static let moveOthers = [
        Statement("UPDATE outbox SET settled = settled + ?1 WHERE settled IS NOT NULL"),
        Statement("UPDATE outbox SET dedupeUntil = dedupeUntil + ?1 WHERE dedupeUntil IS NOT NULL"),
        Statement("UPDATE report SET until = until + ?1"),
        Statement("UPDATE pause SET told = told + ?1"),
    ]

    /// - Parameter now: what the wall clock says since the jump.
    func moveTimes(by jump: Duration, until now: Date) throws(StoreFailure) {
        let before = now.milliseconds - jump.milliseconds
        try execute(Self.moveRows, [jump.milliseconds, before - Self.recent.milliseconds])
        for statement in Self.moveOthers { try execute(statement, [jump.milliseconds]) }
    }
}
