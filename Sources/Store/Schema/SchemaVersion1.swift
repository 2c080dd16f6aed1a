// SPDX-License-Identifier: Apache-2.0

/// The schema of 0.1. Frozen: a change is another version.
///
/// Times are milliseconds since 1970. The conversation of an outbound row is (gateway, account, peer), and it is open for
/// the order rule while it is `queued` or `sending`. Among the open rows of a conversation `turn` is 1 for the oldest and
/// 0 for the others (in a row that is not open it means nothing): the insertion sets it, two triggers pass it on. So a
/// lease looks at one small index instead of at the whole queue.
enum SchemaVersion1 {
    static let sql = tables + indexes + triggers

    private static let tables = """
        CREATE TABLE account (
            gateway TEXT NOT NULL,
            jid     TEXT NOT NULL,
            address TEXT NOT NULL,
            name    TEXT,
            created INTEGER NOT NULL,
            PRIMARY KEY (gateway, jid),
            UNIQUE (gateway, address)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outbox (
            id             INTEGER PRIMARY KEY AUTOINCREMENT,
            kind           TEXT NOT NULL CHECK (kind IN ('message', 'receipt', 'failure', 'notice')),
            gateway        TEXT NOT NULL,
            direction      TEXT NOT NULL CHECK (direction IN ('out', 'in')),
            account        TEXT,
            own            TEXT,
            peer           TEXT,
            state          TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'delivered', 'failed',
                                                          'expired', 'cancelled', 'uncertain')),
            turn           INTEGER NOT NULL DEFAULT 0 CHECK (turn IN (0, 1)),
            attempts       INTEGER NOT NULL DEFAULT 0,
            created        INTEGER NOT NULL,
            updated        INTEGER NOT NULL,
            due            INTEGER NOT NULL,
            leased         INTEGER, -- when the last attempt began
            settled        INTEGER, -- since when nothing is left for us to do; NULL while there is
            expires        INTEGER,
            lifetime       INTEGER, -- expires counted from the start, for when the row is sent again
            error          TEXT,
            reference      TEXT NOT NULL UNIQUE,
            providerID     TEXT,
            parts          INTEGER,
            deliveredParts INTEGER NOT NULL DEFAULT 0,
            contact        TEXT,
            stanzaID       TEXT,
            answers        TEXT,
            condition      TEXT,
            action         TEXT,
            wantsReceipt   INTEGER NOT NULL DEFAULT 0 CHECK (wantsReceipt IN (0, 1)),
            toldDelayed    INTEGER NOT NULL DEFAULT 0 CHECK (toldDelayed IN (0, 1)),
            language       TEXT,
            nickname       TEXT,
            body           TEXT,
            media          TEXT, -- one URL a line
            erased         INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
            sentAt         INTEGER,
            dedupe         TEXT,
            dedupeUntil    INTEGER  -- NULL with a dedupe: as long as the row
        ) STRICT;

        CREATE TABLE deliveredPart (
            outbox  INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
            eventID TEXT NOT NULL,
            PRIMARY KEY (outbox, eventID)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE report (
            id            INTEGER PRIMARY KEY,
            gateway       TEXT NOT NULL,
            reference     TEXT,
            providerID    TEXT,
            recipient     TEXT,
            state         TEXT NOT NULL CHECK (state IN ('accepted', 'sent', 'delivered', 'failed', 'expired')),
            rejection     TEXT,
            detail        TEXT,
            eventID       TEXT,
            coversOnePart INTEGER NOT NULL CHECK (coversOnePart IN (0, 1)),
            parts         INTEGER,
            until         INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE pause (
            gateway TEXT PRIMARY KEY,
            reason  TEXT NOT NULL,
            since   INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;


        """

    private static let indexes = """
        CREATE INDEX outboxConversation ON outbox (gateway, account, peer, id)
            WHERE direction = 'out' AND state IN ('queued', 'sending');
        CREATE INDEX outboxTurn ON outbox (gateway, due, id, expires)
            WHERE turn = 1 AND state = 'queued';
        CREATE INDEX outboxLink ON outbox (gateway, state, id)
            WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted');
        CREATE INDEX outboxAccount ON outbox (account, gateway, created)
            WHERE direction = 'out' AND kind = 'message';
        CREATE INDEX outboxProviderID ON outbox (gateway, providerID) WHERE providerID IS NOT NULL;
        CREATE INDEX outboxStanzaID ON outbox (gateway, stanzaID) WHERE direction = 'in' AND stanzaID IS NOT NULL;
        CREATE INDEX outboxSettled ON outbox (erased, state, settled) WHERE settled IS NOT NULL;
        CREATE UNIQUE INDEX outboxDedupe ON outbox (gateway, dedupe) WHERE dedupe IS NOT NULL;
        CREATE INDEX outboxDedupeUntil ON outbox (dedupeUntil) WHERE dedupeUntil IS NOT NULL;
        CREATE INDEX reportReference ON report (gateway, reference) WHERE reference IS NOT NULL;
        CREATE INDEX reportProviderID ON report (gateway, providerID) WHERE providerID IS NOT NULL;


        """

    private static let triggers = """
        -- The oldest that is left gets its turn.
        CREATE TRIGGER outboxLeaves AFTER UPDATE OF state ON outbox
        WHEN NEW.direction = 'out' AND OLD.state IN ('queued', 'sending') AND NEW.state NOT IN ('queued', 'sending')
        BEGIN
            UPDATE outbox SET turn = 1 WHERE turn = 0 AND id = (
                SELECT min(id) FROM outbox
                WHERE direction = 'out' AND state IN ('queued', 'sending')
                    AND gateway = NEW.gateway AND account IS NEW.account AND peer IS NEW.peer);
        END;

        -- It has its old place in the order, so it may take the turn from a younger one.
        CREATE TRIGGER outboxReturns AFTER UPDATE OF state ON outbox
        WHEN NEW.direction = 'out' AND OLD.state NOT IN ('queued', 'sending') AND NEW.state IN ('queued', 'sending')
        BEGIN
            UPDATE outbox SET turn = NOT EXISTS (
                SELECT 1 FROM outbox
                WHERE direction = 'out' AND state IN ('queued', 'sending')
                    AND gateway = NEW.gateway AND account IS NEW.account AND peer IS NEW.peer AND id < NEW.id)
            WHERE id = NEW.id;
            UPDATE outbox SET turn = 0 WHERE turn = 1 AND id = (
                SELECT min(id) FROM outbox
                WHERE direction = 'out' AND state IN ('queued', 'sending')
                    AND gateway = NEW.gateway AND account IS NEW.account AND peer IS NEW.peer AND id > NEW.id);
        END;
        """
}
