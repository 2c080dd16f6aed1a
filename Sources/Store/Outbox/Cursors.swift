// SPDX-License-Identifier: Apache-2.0

/// How far an adapter has read what its network has for us. It moves in the transaction that stores what was read, so
/// nothing is read twice and nothing is passed over.
extension Transaction {
    private static let cursor = Statement("SELECT value FROM cursor WHERE gateway = ?1 AND name = ?2")

    /// What a cursor of a gateway was last set to; nil: never.
    package func cursor(gateway: String, name: String) throws(StoreFailure) -> String? {
        try all(Self.cursor, [gateway, name]) { fields in fields[0] as String }.first
    }

    private static let setCursor = Statement(
        """
        INSERT INTO cursor (gateway, name, value) VALUES (?1, ?2, ?3)
        ON CONFLICT (gateway, name) DO UPDATE SET value = excluded.value
        """)

    private static let forgetCursor = Statement("DELETE FROM cursor WHERE gateway = ?1 AND name = ?2")

    /// Sets a cursor; nil forgets it.
    package func setCursor(gateway: String, name: String, to value: String?) throws(StoreFailure) {
        if let value {
            try execute(Self.setCursor, [gateway, name, value])
        } else {
            try execute(Self.forgetCursor, [gateway, name])
        }
    }
}
