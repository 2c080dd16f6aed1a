// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

extension Transaction {
    /// What is known of a file, none of whose content is read for it; nil where there is no such file, or not any longer.
    package func facts(ofFile token: String) throws(StoreFailure) -> FileFacts? {
        try all("SELECT name, type, length(content) FROM file WHERE token = ?", [token]) { row in
            FileFacts(name: row[0], type: row[1], size: row[2])
        }.first
    }

    /// A piece of a file's content, as long as it reaches; nil where there is no such file, or not any longer.
    ///
    /// SQLite finds a place in a blob by following its pages from the first, so a piece should not be all too small.
    package func content(
        ofFile token: String, from offset: Int, upTo count: Int
    ) throws(StoreFailure) -> [UInt8]? {
        guard let id = try integer("SELECT rowid FROM file WHERE token = ?", [token]) else { return nil }
        return try translatingErrors(path: path) {
            var blob: OpaquePointer?
            defer { sqlite3_blob_close(blob) }
            try check(sqlite3_blob_open(database.sqliteConnection, "main", "file", "content", id, 0, &blob))
            let length = min(count, Int(sqlite3_blob_bytes(blob)) - offset)
            guard offset >= 0, length > 0 else { return [] }
            return try [UInt8](unsafeUninitializedCapacity: length) { buffer, initialized in
                try check(sqlite3_blob_read(blob, buffer.baseAddress, Int32(length), Int32(offset)))
                initialized = length
            }
        }
    }

    private func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}
