// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An exclusive lock beside the database, so that one daemon holds it. The kernel lets go of it with the process, however
/// that ends, so a lock is never stale; the empty file stays.
final class LockFile: Sendable {
    private let descriptor: Int32

    /// Takes the lock of the database at `path`, which is the file `path.lock`.
    init(beside path: String) throws(StoreFailure) {
        let lock = path + ".lock"
        let opened = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, DatabaseFile.mode)
        guard opened >= 0 else {
            let code = errno
            throw code == EROFS
                ? .readOnly(path: path) : .cannotOpen(path: lock, reason: DatabaseFile.reason(code))
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            throw code == EWOULDBLOCK
                ? .heldByAnotherDaemon(path: path) : .cannotOpen(path: lock, reason: DatabaseFile.reason(code))
        }
        // Last, so that an initialiser that throws leaves nothing for `deinit` to close a second time.
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }
}
