// SPDX-License-Identifier: Apache-2.0

/// What networks with threads, subjects and files need: threads, several recipients, messages that go as one, kept files,
/// and what people chose when registering. Frozen once released, as version 1.
///
/// Every index is partial, so that the rows of a network without these things cost what they cost before.
enum SchemaVersion2 {
    static let sql = columns + tables + indexes

    private static let columns = """
        ALTER TABLE account ADD COLUMN settings TEXT; -- a JSON object of strings; NULL: none

        ALTER TABLE outbox ADD COLUMN subject TEXT;
        ALTER TABLE outbox ADD COLUMN thread TEXT;
        ALTER TABLE outbox ADD COLUMN networkID TEXT;
        ALTER TABLE outbox ADD COLUMN inReplyTo TEXT;
        ALTER TABLE outbox ADD COLUMN others TEXT; -- a JSON array of recipients; NULL: nobody
        ALTER TABLE outbox ADD COLUMN role TEXT CHECK (role IN ('cc', 'bcc')); -- NULL: to
        ALTER TABLE outbox ADD COLUMN recipient TEXT; -- NULL: the peer
        ALTER TABLE outbox ADD COLUMN answerTo TEXT;
        ALTER TABLE outbox ADD COLUMN returnAddress TEXT;
        ALTER TABLE outbox ADD COLUMN bundle INTEGER; -- the id of the first of those that go as one; NULL: by itself
        ALTER TABLE outbox ADD COLUMN goesAlone INTEGER NOT NULL DEFAULT 0 CHECK (goesAlone IN (0, 1));
        ALTER TABLE outbox ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0; -- attempts of which nobody knows the result
        ALTER TABLE outbox ADD COLUMN wantsDisplayed INTEGER NOT NULL DEFAULT 0 CHECK (wantsDisplayed IN (0, 1));
        ALTER TABLE outbox ADD COLUMN ticked INTEGER NOT NULL DEFAULT 0 CHECK (ticked IN (0, 1));
        ALTER TABLE outbox ADD COLUMN isUnproven INTEGER NOT NULL DEFAULT 0 CHECK (isUnproven IN (0, 1));
        ALTER TABLE outbox ADD COLUMN isAutomatic INTEGER NOT NULL DEFAULT 0 CHECK (isAutomatic IN (0, 1));


        """

    /// SQLite cannot widen a CHECK, so the reports move to a new table.
    private static let tables = """
        CREATE TABLE file (
            token   TEXT PRIMARY KEY,
            name    TEXT NOT NULL,
            type    TEXT NOT NULL,
            content BLOB NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;

        ALTER TABLE report RENAME TO reportVersion1;
        CREATE TABLE report (
            id            INTEGER PRIMARY KEY,
            gateway       TEXT NOT NULL,
            reference     TEXT,
            providerID    TEXT,
            recipient     TEXT,
            state         TEXT NOT NULL CHECK (state IN ('accepted', 'sent', 'handedOver', 'delayed', 'delivered',
                                                         'displayed', 'failed', 'expired')),
            rejection     TEXT,
            detail        TEXT,
            eventID       TEXT,
            coversOnePart INTEGER NOT NULL CHECK (coversOnePart IN (0, 1)),
            parts         INTEGER,
            until         INTEGER NOT NULL,
            networkID     TEXT,
            own           TEXT
        ) STRICT;
        INSERT INTO report SELECT *, NULL, NULL FROM reportVersion1;
        DROP TABLE reportVersion1;


        """

    private static let indexes = """
        CREATE INDEX reportReference ON report (gateway, reference) WHERE reference IS NOT NULL;
        CREATE INDEX reportProviderID ON report (gateway, providerID) WHERE providerID IS NOT NULL;
        CREATE INDEX reportNetworkID ON report (gateway, networkID) WHERE networkID IS NOT NULL;
        CREATE INDEX fileCreated ON file (created);
        CREATE INDEX outboxNetworkID ON outbox (gateway, networkID, account) WHERE networkID IS NOT NULL;
        CREATE INDEX outboxThread ON outbox (gateway, account, thread, id) WHERE thread IS NOT NULL;
        CREATE INDEX outboxThreaded ON outbox (gateway, account, peer, id) WHERE thread IS NOT NULL;
        CREATE INDEX outboxSentStanzaID ON outbox (gateway, account, stanzaID)
            WHERE direction = 'out' AND thread IS NOT NULL;
        CREATE INDEX outboxBundle ON outbox (bundle) WHERE bundle IS NOT NULL;
        """
}
