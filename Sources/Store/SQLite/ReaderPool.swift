// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Connections that read side by side; each is opened when it is first needed. What comes while all are busy waits for
/// the first that is free.
final class ReaderPool: Sendable {
    typealias Work = @Sendable (Result<any Database, StoreFailure>) -> Void

    /// Two cores' worth of look-ups, and two that may be reading a large file.
    private static let most = 4

    private struct State {
        var idle: [SQLiteConnection] = []
        var count = 0
        var waiting: [Work] = []
        var isClosed = false
    }

    /// Who does a piece of work.
    private enum Reader {
        case idle(SQLiteConnection)
        /// One that is yet to be opened.
        case new
        /// Whoever is free first.
        case later
        case nobody
    }

    private let state = Mutex(State())
    private let open: @Sendable () throws(StoreFailure) -> SQLiteConnection

    init(open: @escaping @Sendable () throws(StoreFailure) -> SQLiteConnection) {
        self.open = open
    }

    func soon(_ work: @escaping Work) {
        switch reader(for: work) {
        case .later: break
        case .nobody: work(.failure(.closed))
        case .idle(let connection): start(work, on: connection)
        case .new:
            do throws(StoreFailure) {
                start(work, on: try open())
            } catch {
                state.withLock { $0.count -= 1 }
                work(.failure(error))
            }
        }
    }

    /// Closes what is idle, and what is at work once it is done; what waits is told.
    func close() {
        let (idle, waiting) = state.withLock { state in
            state.isClosed = true
            defer { (state.idle, state.waiting) = ([], []) }
            return (state.idle, state.waiting)
        }
        for work in waiting { work(.failure(.closed)) }
        for connection in idle { connection.close() }
    }

    private func reader(for work: @escaping Work) -> Reader {
        state.withLock { state in
            if state.isClosed { return .nobody }
            if let connection = state.idle.popLast() { return .idle(connection) }
            if state.count < Self.most {
                state.count += 1
                return .new
            }
            state.waiting.append(work)
            return .later
        }
    }

    private func start(_ work: @escaping Work, on connection: SQLiteConnection) {
        connection.soon { [self] database in
            work(.success(database))
            if let next = next(or: connection) { start(next, on: connection) }
        }
    }

    /// What waits longest; nil where nothing does, and the connection is idle then.
    private func next(or connection: SQLiteConnection) -> Work? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                // One that is not kept closes itself.
                if !state.isClosed { state.idle.append(connection) }
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
