// SPDX-License-Identifier: Apache-2.0

import GRDB

extension StoreFailure {
    /// Reads whatever was thrown while the database at `path` was used.
    init(_ error: any Error, path: String) {
        switch error {
        case let failure as StoreFailure: self = failure
        case let error as DatabaseError: self.init(code: error.resultCode, message: error.message ?? "", path: path)
        default: self = .other("\(error)")
        }
    }

    /// SQLite's messages name tables and columns, never a value.
    private init(code: ResultCode, message: String, path: String) {
        switch code {
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotOpen(path: path, reason: message)
        case .SQLITE_IOERR: self = .disk(path: path, reason: message)
        default: self = .other("\(message) (\(path))")
        }
    }
}

/// Does something with SQLite; what it throws comes out as a `StoreFailure`.
func translatingErrors<T>(path: String, _ body: () throws -> T) throws(StoreFailure) -> T {
    do {
        return try body()
    } catch {
        throw StoreFailure(error, path: path)
    }
}
