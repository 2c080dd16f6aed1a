// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// A gateway that sends nothing until the operator has seen to its account at the provider.
package struct Pause: Sendable, Equatable {
    package let gateway: String
    /// The provider's words, for people.
    package let reason: String
    package let since: Date
}

/// A pause that a probe has ended stays in the table, and is none any more: sending may find the same trouble again at
/// once, and then it is known who was told of it.
extension Transaction {
    private static let pause = Statement(
        """
        INSERT INTO pause (gateway, reason, since) VALUES (?1, ?2, ?3)
        ON CONFLICT (gateway) DO UPDATE SET reason = excluded.reason, since = excluded.since, endedByProbe = 0,
            told = CASE WHEN pause.reason = excluded.reason THEN pause.told END
        WHERE pause.endedByProbe = 1
        """)

    /// Pauses a gateway; true where it was not paused, false where it was and nothing changed.
    package func pause(gateway: String, reason: String, since: Date) throws(StoreFailure) -> Bool {
        try changes(Self.pause, [gateway, reason, since.milliseconds]) > 0
    }

    private static let tell = Statement(
        "UPDATE pause SET told = ?1 WHERE gateway = ?2 AND endedByProbe = 0 AND (told IS NULL OR told <= ?3)")

    /// Whether the admins are to hear of a pause, and notes that they do: not where they were told of the same one within
    /// `silence`, which began again after a probe had ended it.
    package func tellsOfPause(gateway: String, silence: Duration) throws(StoreFailure) -> Bool {
        let now = now.milliseconds
        return try changes(Self.tell, [now, gateway, now - silence.milliseconds]) > 0
    }

    private static let endByProbe = Statement("UPDATE pause SET endedByProbe = 1 WHERE gateway = ?1")
    private static let end = Statement("DELETE FROM pause WHERE gateway = ?1 AND endedByProbe = 0")

    /// Ends a pause, if there is one. `isProbed`: nobody has put anything right, but a probe succeeds.
    package func resume(gateway: String, isProbed: Bool = false) throws(StoreFailure) {
        try execute(isProbed ? Self.endByProbe : Self.end, [gateway])
    }

    private static let isPaused = Statement("SELECT 1 FROM pause WHERE gateway = ?1 AND endedByProbe = 0")

    package func isPaused(gateway: String) throws(StoreFailure) -> Bool {
        try integer(Self.isPaused, [gateway]) != nil
    }

    private static let pauses = Statement(
        "SELECT gateway, reason, since FROM pause WHERE endedByProbe = 0 ORDER BY gateway")

    /// By gateway.
    package func pauses() throws(StoreFailure) -> [Pause] {
        try all(Self.pauses) { fields in
            Pause(gateway: fields[0], reason: fields[1], since: Date(milliseconds: fields[2]))
        }
    }
}
