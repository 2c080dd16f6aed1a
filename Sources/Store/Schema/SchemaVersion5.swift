// SPDX-License-Identifier: Apache-2.0

/// The order rule for any engine and for several writers. Frozen once released, as version 1.
///
/// `conversation` is one text (`Conversation`) in place of account and peer, either of which may be NULL. `turn` is a hint
/// from here on: it says where to look, a lease looks whether it is true, and who changed it looks again after the commit.
/// So the triggers go, which kept it exact by being alone.
enum SchemaVersion5 {
    static let sql = order + leases + others

    private static let order = """
        DROP TRIGGER outboxLeaves;
        DROP TRIGGER outboxReturns;
        ALTER TABLE outbox ADD COLUMN conversation TEXT NOT NULL DEFAULT '';
        UPDATE outbox SET conversation = coalesce(account, '') || char(10) || coalesce(peer, '');
        DROP INDEX outboxConversation;
        CREATE INDEX outboxConversation ON outbox (gateway, conversation, id)
            WHERE direction = 'out' AND state IN ('queued', 'sending');


        """

    private static let leases = """
        ALTER TABLE outbox ADD COLUMN owner TEXT; -- whose the lease is; NULL: not leased, or by a version before


        """

    /// How far an adapter has read what its network has for us; and whom a pause was told, which outlives the pause where
    /// a probe has ended it.
    private static let others = """
        CREATE TABLE cursor (
            gateway TEXT NOT NULL,
            name    TEXT NOT NULL,
            value   TEXT NOT NULL,
            PRIMARY KEY (gateway, name)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE pause ADD COLUMN told INTEGER; -- when the admins were last told of it; NULL: never
        ALTER TABLE pause ADD COLUMN endedByProbe INTEGER NOT NULL DEFAULT 0 CHECK (endedByProbe IN (0, 1));
        UPDATE pause SET told = since;
        """
}
