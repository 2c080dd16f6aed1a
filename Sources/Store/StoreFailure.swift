// SPDX-License-Identifier: Apache-2.0

/// Why the store could not do it: a closed set. `path` is the database file's.
package enum StoreFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// A client found no database.
    case missing(path: String)
    /// The file is something else than a store of Postern's.
    case notADatabase(path: String)
    /// The file's content contradicts itself: a broken disk, or a file that was copied while in use.
    case damaged(path: String)
    /// A later Postern wrote it. `found` and `known` are schema versions.
    case newerSchema(path: String, found: Int, known: Int)
    /// An earlier Postern wrote it and no daemon has brought it up to date yet; only a client meets this.
    case olderSchema(path: String, found: Int, known: Int)
    /// Another daemon has the lock file beside it.
    case heldByAnotherDaemon(path: String)
    /// The disk, or the quota on it, is full.
    case full(path: String)
    /// The file or its folder cannot be written.
    case readOnly(path: String)
    case cannotOpen(path: String, reason: String)
    /// A unique constraint decided against it.
    case conflict(Conflict)
    /// Another process kept the database locked for longer than the busy timeout.
    case busy(path: String)
    /// The disk refused to read or write.
    case disk(path: String, reason: String)
    /// The store was closed before.
    case closed
    /// A backup does not overwrite what is there.
    case alreadyExists(path: String)
    case other(String)

    /// What an account collided with.
    package enum Conflict: Sendable {
        /// This JID has an account at this gateway already.
        case jid
        /// Somebody else has this address.
        case address
    }

    package var description: String { sentence }

    /// Whether the same may succeed a while later, without anybody having changed the program or the file.
    package var isPassing: Bool {
        switch self {
        case .busy, .full, .disk: true
        default: false
        }
    }

    /// What happened, where, and what to do, in one sentence for an operator; no secret and no message text.
    package var sentence: String {
        switch self {
        case .missing(let path):
            "There is no database at \(path): start `postern run` once, or correct [store] path."
        case .notADatabase(let path):
            "\(path) is not a database of Postern's: correct [store] path, or move that file away."
        case .damaged(let path):
            "The database \(path) is damaged: stop the daemon and put a backup in its place."
        case .newerSchema(let path, let found, let known):
            "The database \(path) is of version \(found) and this program knows versions up to \(known): "
                + "install the newer Postern again, or use a backup from before."
        case .olderSchema(let path, let found, let known):
            "The database \(path) is of version \(found) and this program needs \(known): "
                + "start `postern run` once, which brings it up to date."
        case .heldByAnotherDaemon(let path):
            "Another daemon holds the database \(path): stop it first, or give this one a [store] path of its own."
        case .full(let path):
            "The disk is full and \(path) cannot grow: free some space; nothing was accepted that was not stored."
        case .readOnly(let path):
            "The database \(path) cannot be written: let Postern's user write the file and its folder."
        case .cannotOpen(let path, let reason):
            "The database \(path) cannot be opened (\(reason)): check the path and its permissions."
        case .conflict(.jid):
            "This JID has an account at this gateway already: change it instead of adding another."
        case .conflict(.address):
            "This address belongs to another account of this gateway: choose another, or remove that account."
        case .busy(let path):
            "The database \(path) is locked by another program: end it, or try again."
        case .disk(let path, let reason):
            "The disk refused to read or write \(path) (\(reason)): see what the system says of it; it is tried again."
        case .closed:
            "The store is closed: the program is ending."
        case .alreadyExists(let path):
            "\(path) exists already and is not overwritten: choose another name."
        case .other(let reason):
            "The store failed: \(reason)."
        }
    }
}

extension StoreFailure {
    /// Reads whatever was thrown while the store was used.
    init(_ error: any Error) {
        self = error as? StoreFailure ?? .other("\(error)")
    }
}
