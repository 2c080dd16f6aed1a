// SPDX-License-Identifier: Apache-2.0

/// What messages that wait to be sent link to, once it has been fetched, and reasons in German. Frozen once released, as
/// version 1.
enum SchemaVersion4 {
    static let sql = """
        CREATE TABLE fetched (
            id      INTEGER PRIMARY KEY,
            gateway TEXT NOT NULL,
            message TEXT NOT NULL, -- the networkID of the rows that it is for
            link    TEXT NOT NULL,
            name    TEXT NOT NULL,
            type    TEXT NOT NULL,
            content BLOB, -- NULL: it could not be had
            created INTEGER NOT NULL,
            UNIQUE (gateway, message, link)
        ) STRICT;

        ALTER TABLE report ADD COLUMN german TEXT; -- the detail where it is ours; NULL: the network's own words
        """
}
