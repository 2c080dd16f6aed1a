// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The database as a file: that it is there, and that nobody else may read it.
enum DatabaseFile {
    /// Reading and writing for the owner alone. SQLite gives the `-wal` and `-shm` beside it the same.
    static let mode: mode_t = 0o600

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// SQLite writes beside the file too, so its folder counts.
    static func isWritable(_ path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        return access(path, W_OK) == 0 && access(folder, W_OK) == 0
    }

    /// Creates an empty file unless there is one; gives whether it was created.
    static func create(_ path: String) throws(StoreFailure) -> Bool {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        if descriptor >= 0 {
            Glibc.close(descriptor)
            return true
        }
        switch errno {
        case EEXIST: return false
        case ENOSPC, EDQUOT: throw .full(path: path)
        case EROFS: throw .readOnly(path: path)
        case let code: throw .cannotOpen(path: path, reason: reason(code))
        }
    }

    /// Removes it; whether that succeeds does not matter to the caller.
    static func remove(_ path: String) {
        unlink(path)
    }

    /// What the system calls an `errno`.
    static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
