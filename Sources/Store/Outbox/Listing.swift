// SPDX-License-Identifier: Apache-2.0

package import XMPP

package import struct Foundation.Date

/// Which rows a listing shows; nil of anything means all.
package struct OutboxFilter: Sendable {
    package var state: OutboxState?
    package var gateway: String?
    /// Compared as bare JID.
    package var account: JID?
    package var kinds: Set<OutboxKind>?
    /// The newest that many.
    package var limit: Int?

    package init(
        state: OutboxState? = nil, gateway: String? = nil, account: JID? = nil, kinds: Set<OutboxKind>? = nil,
        limit: Int? = nil
    ) {
        self.state = state
        self.gateway = gateway
        self.account = account
        self.kinds = kinds
        self.limit = limit
    }
}

/// How many rows of a gateway go one way and are in one state.
package struct OutboxCount: Sendable, Equatable {
    package let gateway: String
    package let direction: OutboxDirection
    package let state: OutboxState
    package let count: Int
}

extension Transaction {
    private static let list = Statement(
        """
        SELECT \(OutboxRow.columns) FROM outbox
        WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR gateway = ?2) AND (?3 IS NULL OR account = ?3)
            AND (?4 = 0 OR kind IN \(list: 5))
        ORDER BY id DESC LIMIT ?6
        """)

    /// Rows from old to new.
    package func list(_ filter: OutboxFilter = OutboxFilter()) throws(StoreFailure) -> [OutboxRow] {
        try rows(
            Self.list,
            [
                filter.state?.rawValue, filter.gateway, filter.account?.bare.description, filter.kinds != nil,
                Value.texts((filter.kinds ?? []).map(\.rawValue)), filter.limit ?? .max,
            ]
        ).reversed()
    }

    private static let counts = Statement(
        """
        SELECT gateway, direction, state, count(*) FROM outbox
        GROUP BY gateway, direction, state ORDER BY gateway, direction, state
        """)

    /// Looks at every row: for an operator's question, not for every message.
    package func counts() throws(StoreFailure) -> [OutboxCount] {
        try all(Self.counts) { fields in
            guard let direction = OutboxDirection(rawValue: fields[1]), let state = OutboxState(rawValue: fields[2])
            else { throw StoreFailure.damaged(path: path) }
            return OutboxCount(gateway: fields[0], direction: direction, state: state, count: fields[3])
        }
    }

    private static let oldestOpen = Statement(
        """
        SELECT min(created) FROM outbox WHERE id IN (
            (SELECT min(id) FROM outbox \(by: "outboxConversation")
                WHERE direction = 'out' AND state IN ('queued', 'sending') AND gateway = ?1),
            (SELECT min(id) FROM outbox \(by: "outboxLink")
                WHERE direction = 'in' AND state IN ('queued', 'sending', 'accepted') AND gateway = ?1))
        """)

    /// Since when the oldest row that still waits or is under way, either way, has been there; nil where there is none.
    package func oldestOpen(gateway: String) throws(StoreFailure) -> Date? {
        try integer(Self.oldestOpen, [gateway]).map { Date(milliseconds: $0) }
    }
}
