// SPDX-License-Identifier: Apache-2.0

import GRDB

import struct Foundation.Data

extension Transaction {
    /// Keeps a file from now on. Throws where the token is taken.
    package func keep(file: StoredFile) throws(StoreFailure) {
        try translatingErrors(path: path) {
            // Not a cached statement: that would hold on to the content for as long as it lives.
            try database.makeStatement(
                sql: "INSERT INTO file (token, name, type, content, created) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [file.token, file.name, file.type, Data(file.content), now.milliseconds])
        }
    }

    /// So many files, or so many bytes of content, are purged in one commit: their pages are overwritten, and go through
    /// the write-ahead log. One file goes, however large it is.
    private static let filesPerCommit = 50
    private static let bytesPerCommit = 32 * 1024 * 1024

    /// Forgets the oldest files that were kept until then or longer. Gives how many; 0: none is left.
    func purgeFiles(createdUntil: Int64) throws(StoreFailure) -> Int {
        let oldest = try all(
            """
            SELECT rowid, length(content) FROM file INDEXED BY fileCreated
            WHERE created <= ? ORDER BY created, rowid LIMIT ?
            """, [createdUntil, Self.filesPerCommit]
        ) { row in (id: row[0] as Int64, size: row[1] as Int) }
        var bytes = 0
        let fitting = oldest.prefix { file in
            defer { bytes += file.size }
            return bytes == 0 || bytes + file.size <= Self.bytesPerCommit
        }
        guard !fitting.isEmpty else { return 0 }
        effects.erases = true
        return try changes("DELETE FROM file WHERE rowid IN (SELECT value FROM json_each(?))", ["\(fitting.map(\.id))"])
    }
}
