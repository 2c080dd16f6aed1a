// SPDX-License-Identifier: Apache-2.0

extension Transaction {
    private static let keep = Statement(
        "INSERT INTO file (token, name, type, content, created) VALUES (?1, ?2, ?3, ?4, ?5)")

    /// Keeps a file from now on. Throws where the token is taken.
    package func keep(file: StoredFile) throws(StoreFailure) {
        try execute(Self.keep, [file.token, file.name, file.type, file.content, now.milliseconds])
    }

    /// So many files, or so many bytes of content, are purged in one commit: their pages are overwritten, and go through
    /// the write-ahead log. One file goes, however large it is.
    private static let filesPerCommit = 50
    private static let bytesPerCommit = 32 * 1024 * 1024

    private static let oldest = Statement(
        """
        SELECT token, length(content) FROM file \(by: "fileCreated")
        WHERE created <= ?1 ORDER BY created, token LIMIT ?2
        """)

    private static let purge = Statement("DELETE FROM file WHERE token IN \(list: 1)")

    /// Forgets the oldest files that were kept until then or longer. Gives how many; 0: none is left.
    func purgeFiles(createdUntil: Int64) throws(StoreFailure) -> Int {
        let oldest = try all(Self.oldest, [createdUntil, Self.filesPerCommit]) { fields in
            (token: fields[0] as String, size: fields[1] as Int)
        }
        var bytes = 0
        let fitting = oldest.prefix { file in
            defer { bytes += file.size }
            return bytes == 0 || bytes + file.size <= Self.bytesPerCommit
        }
        guard !fitting.isEmpty else { return 0 }
        effects.erases = true
        return try changes(Self.purge, [Value.texts(fitting.map(\.token))])
    }
}
