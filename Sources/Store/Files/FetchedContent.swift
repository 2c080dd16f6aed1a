// SPDX-License-Identifier: Apache-2.0

import GRDB
package import GatewayKit

import struct Foundation.Data

extension Transaction {
    /// Octets of everything that was fetched for messages that wait. What goes beyond is not kept.
    package static let mostFetched = 256 << 20

    /// What a link of a message led to; nil where nothing is kept of it.
    package func fetched(gateway: String, message: String, link: String) throws(StoreFailure) -> FetchedFile? {
        try all(
            "SELECT name, type, content FROM fetched WHERE gateway = ? AND message = ? AND link = ?",
            [gateway, message, link]
        ) { row -> FetchedFile in
            guard let content = row[2] as Data? else { return .nothing }
            return .file(Attachment(name: row[0], type: row[1], content: Array(content)))
        }.first
    }

    /// Keeps what a link led to until no message waits for it; where there is room. What was kept first, stays.
    package func keep(
        _ file: FetchedFile, gateway: String, message: String, link: String, limit: Int = Transaction.mostFetched
    ) throws(StoreFailure) {
        let held = try integer("SELECT sum(length(content)) FROM fetched") ?? 0
        let (name, type, content) = Self.columns(of: file)
        guard Int(held) + (content?.count ?? 0) <= limit else { return }
        try translatingErrors(path: path) {
            // Not a cached statement: that would hold on to the content for as long as it lives.
            try database.makeStatement(
                sql: """
                    INSERT INTO fetched (gateway, message, link, name, type, content, created) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """
            ).execute(arguments: [gateway, message, link, name, type, content, now.milliseconds])
        }
    }

    private static func columns(of file: FetchedFile) -> (name: String, type: String, content: Data?) {
        switch file {
        case .file(let file): (file.name, file.type, Data(file.content))
        case .nothing: ("", "", nil)
        }
    }

    /// So many files are forgotten in one commit: their pages are overwritten. None has more than an adapter fetches.
    private static let fetchedPerCommit = 10

    /// Forgets files for which no message waits any more, or that were kept until then or longer. Gives how many; 0: none
    /// is left.
    func purgeFetched(createdUntil: Int64) throws(StoreFailure) -> Int {
        let count = try changes(
            """
            DELETE FROM fetched WHERE id IN (
                SELECT id FROM fetched WHERE created <= ? OR NOT EXISTS (
                    SELECT 1 FROM outbox INDEXED BY outboxNetworkID
                    WHERE outbox.gateway = fetched.gateway AND outbox.networkID = fetched.message
                        AND outbox.direction = 'out' AND outbox.state IN ('queued', 'sending'))
                LIMIT ?)
            """, [createdUntil, Self.fetchedPerCommit])
        if count > 0 { effects.erases = true }
        return count
    }
}
