// SPDX-License-Identifier: Apache-2.0

import GRDB

package import struct Foundation.Date

/// A gateway that sends nothing until the operator has seen to its account at the provider.
package struct Pause: Sendable, Equatable {
    package let gateway: String
    /// The provider's words, for people.
    package let reason: String
    package let since: Date
}

extension Transaction {
    /// Pauses a gateway; true where it was not paused, false where it was and nothing changed.
    package func pause(gateway: String, reason: String, since: Date) throws(StoreFailure) -> Bool {
        try changes(
            "INSERT INTO pause (gateway, reason, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [gateway, reason, since.milliseconds]) > 0
    }

    /// Ends a pause, if there is one.
    package func resume(gateway: String) throws(StoreFailure) {
        try execute("DELETE FROM pause WHERE gateway = ?", [gateway])
    }

    package func isPaused(gateway: String) throws(StoreFailure) -> Bool {
        try integer("SELECT 1 FROM pause WHERE gateway = ?", [gateway]) != nil
    }

    /// By gateway.
    package func pauses() throws(StoreFailure) -> [Pause] {
        try all("SELECT gateway, reason, since FROM pause ORDER BY gateway") { row in
            Pause(gateway: row[0], reason: row[1], since: Date(milliseconds: row[2]))
        }
    }
}
