// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store

/// A commit that must not be lost: what has happened outside has happened, so a store that cannot take it for a while is
/// asked again and again. If the process dies first, the row's lease tells that it was under way.
///
/// A store that will never take it is another thing: asking for ever would only stand in the way of everything else.
struct Insistence: Sendable {
    /// How long it waits after the store has failed.
    static let pause = Duration.seconds(1)
    /// And how long where nothing says that it will ever do better.
    static let longPause = Duration.seconds(60)

    private static let unkept = "The store could not keep what became of it."
    private static let unread = "The store could not read it."

    let store: Store
    let time: any TimeSource
    let logger: Logger
    let gateway: String

    /// What the work gives, once that is committed; nil where it never can be, which is logged, where the store is closed,
    /// or where the task is cancelled while the store fails.
    func commit<T: Sendable>(_ work: @escaping @Sendable (Transaction) throws -> T) async -> T? {
        do {
            return try await persistently(work)
        } catch {
            report(error, "This is given up: ")
            return nil
        }
    }

    /// Does the work for rows that were leased, and gives what it gave. Where it fails for good, each is tried by itself,
    /// and the one that fails is parked as uncertain, told once.
    func commit<T: Sendable>(
        rows: [Int64], _ work: @escaping @Sendable ([Int64], Transaction) throws -> T
    ) async -> [T] {
        do {
            return [try await persistently { tx in try work(rows, tx) }]
        } catch {
            guard error.isFinal else { return [] }
            guard rows.count == 1 else {
                var results: [T] = []
                for row in rows { results += await commit(rows: [row], work) }
                return results
            }
            report(error, "Message \(rows[0]) is left as uncertain: ")
            await park(rows[0])
            return []
        }
    }

    /// Parks the row that a lease cannot get past, told once; false where there is none, or where that fails too: then the
    /// row is not what is wrong.
    func parkNext(
        because failure: StoreFailure, _ next: @escaping @Sendable (Transaction) throws -> Int64?
    ) async -> Bool {
        let parked = try? await persistently { tx -> Int64? in
            guard let id = try next(tx), try tx.park(id, error: Self.unread) else { return nil }
            return id
        }
        guard let id = parked else { return false }
        report(failure, "Message \(id) is left as uncertain: ")
        return true
    }

    /// The sender is told; where that is what fails, the row is parked all the same.
    private func park(_ id: Int64) async {
        let told: Void? = await commit { tx in
            guard try tx.park(id, error: Self.unkept), let row = try tx.row(id), row.direction == .out else { return }
            try Settlement.tell(.uncertain, row, in: tx)
        }
        if told == nil { _ = await commit { tx in try tx.park(id, error: Self.unkept) } }
    }

    private func persistently<T: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> T
    ) async throws(StoreFailure) -> T {
        var isTold = false
        while true {
            do throws(StoreFailure) {
                return try await store.commit(work)
            } catch {
                guard error.isPassing else { throw error }
                if !isTold { report(error, "") }
                isTold = true
                do { try await time.sleep(for: Self.pause) } catch { throw .closed }
            }
        }
    }

    /// That the store is closed is no news: the program ends.
    private func report(_ failure: StoreFailure, _ consequence: String) {
        guard failure != .closed else { return }
        logger.error("\(consequence)\(failure.sentence)", metadata: ["gateway": "\(gateway)"])
    }
}

extension StoreFailure {
    /// Neither time nor another start changes it.
    fileprivate var isFinal: Bool { !isPassing && self != .closed }
}
