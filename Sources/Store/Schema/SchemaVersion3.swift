// SPDX-License-Identifier: Apache-2.0

/// By which clock the times in the store are meant, so that a jump of the wall clock can be told from time that has passed
/// (`ClockReading`).
enum SchemaVersion3 {
    static let sql = """
        CREATE TABLE clock (
            id     INTEGER PRIMARY KEY CHECK (id = 1),
            wall   INTEGER NOT NULL,
            uptime INTEGER NOT NULL, -- milliseconds since the machine started
            boot   TEXT -- which start that was; NULL: not known
        ) STRICT;
        """
}
