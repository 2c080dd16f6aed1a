// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

extension Transaction {
    /// Octets of everything that was fetched for messages that wait. What goes beyond is not kept.
    package static let mostFetched = 256 << 20

    private static let fetched = Statement(
        "SELECT name, type, content FROM fetched WHERE gateway = ?1 AND message = ?2 AND link = ?3")

    /// What a link of a message led to; nil where nothing is kept of it.
    package func fetched(gateway: String, message: String, link: String) throws(StoreFailure) -> FetchedFile? {
        try all(Self.fetched, [gateway, message, link]) { fields -> FetchedFile in
            guard let content = fields[2] as [UInt8]? else { return .nothing }
            return .file(Attachment(name: fields[0], type: fields[1], content: content))
        }.first
    }

    private static let held = Statement("SELECT sum(length(content)) FROM fetched")

    private static let keep = Statement(
        """
        INSERT INTO fetched (gateway, message, link, name, type, content, created)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING
        """)

    /// Keeps what a link led to until no message waits for it; where there is room. What was kept first, stays.
    package func keep(
        _ file: FetchedFile, gateway: String, message: String, link: String, limit: Int = Transaction.mostFetched
    ) throws(StoreFailure) {
        let held = try integer(Self.held) ?? 0
        let (name, type, content) = Self.columns(of: file)
        guard Int(held) + (content?.count ?? 0) <= limit else { return }
        try execute(Self.keep, [gateway, message, link, name, type, content, now.milliseconds])
    }

    private static func columns(of file: FetchedFile) -> (name: String, type: String, content: [UInt8]?) {
        switch file {
        case .file(let file): (file.name, file.type, file.content)
        case .nothing: ("", "", nil)
        }
    }

    /// So many files are forgotten in one commit: their pages are overwritten. None has more than an adapter fetches.
    private static let fetchedPerCommit = 10

    private static let purgeFetched = Statement(
        """
        DELETE FROM fetched WHERE id IN (
            SELECT id FROM fetched WHERE created <= ?1 OR NOT EXISTS (
                SELECT 1 FROM outbox \(by: "outboxNetworkID")
                WHERE outbox.gateway = fetched.gateway AND outbox.networkID = fetched.message
                    AND outbox.direction = 'out' AND outbox.state IN ('queued', 'sending'))
            LIMIT ?2)
        """)

    /// Forgets files for which no message waits any more, or that were kept until then or longer. Gives how many; 0: none
    /// is left.
    func purgeFetched(createdUntil: Int64) throws(StoreFailure) -> Int {
        let count = try changes(Self.purgeFetched, [createdUntil, Self.fetchedPerCommit])
        if count > 0 { effects.erases = true }
        return count
    }
}
