// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import GatewayKit
import Store
import Support
import Synchronization
import Testing

@Suite("Group commit")
struct GroupCommitTests {
    let scratch: Scratch
    let time: CountingTime
    let store: Store

    init() throws {
        scratch = try Scratch()
        time = CountingTime()
        store = try Store(path: scratch.path, role: .daemon, time: time)
    }

    /// Is asked for the time once a transaction, and counts it.
    final class CountingTime: TimeSource {
        private let count = Mutex(0)
        var asked: Int { count.withLock { $0 } }

        var now: Date {
            count.withLock { $0 += 1 }
            return Date(timeIntervalSince1970: 1_700_000_000)
        }

        let uptime = Duration.seconds(1000)
        let boot: String? = nil

        func sleep(for duration: Duration) async throws {}
    }

    /// A value that several tasks change.
    final class Box<Value: Sendable>: Sendable {
        private let storage: Mutex<Value>

        init(_ value: Value) { storage = Mutex(value) }

        var value: Value { storage.withLock { $0 } }

        func change(_ body: (inout Value) -> Void) { storage.withLock { value in body(&value) } }
    }

    /// Holds the store's thread in a commit, until everything of `work` has been submitted.
    private func whileBusy(_ work: [@Sendable () async throws -> Void]) async throws {
        let gate = DispatchSemaphore(value: 0)
        let submitted = Box(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.commit { _ in gate.wait() } }
            try await eventually("the store is busy") { time.asked == 1 }
            for work in work {
                group.addTask {
                    submitted.change { $0 += 1 }
                    try await work()
                }
            }
            try await eventually("all are submitted") { submitted.value == work.count }
            gate.signal()
            try await group.waitForAll()
        }
    }

    @Test("What arrives while a commit is under way shares the next transaction")
    func shares() async throws {
        try await whileBusy(
            (0..<200).map { index in
                { try await store.fill(text("r\(index)", to: Address("+\(index)"))) }
            })
        // The last ones may have come just after the gate opened.
        #expect(time.asked <= 10, "transactions for 201 commits")
        #expect(try await store.read { tx in try tx.list().count } == 200)
    }

    @Test("One that throws fails alone, and its neighbours are stored")
    func failsAlone() async throws {
        struct Refusal: Error {}
        let failures = Box<[StoreFailure]>([])
        try await whileBusy(
            (0..<60).map { index in
                {
                    do throws(StoreFailure) {
                        try await store.commit { tx throws in
                            try tx.enqueue(text("r\(index)", to: Address("+\(index)")))
                            if index.isMultiple(of: 20) { throw Refusal() }
                        }
                    } catch {
                        failures.change { $0.append(error) }
                    }
                }
            })
        #expect(failures.value == Array(repeating: .other("Refusal()"), count: 3))
        let stored = try await store.read { tx in Set(try tx.list().map(\.reference)) }
        #expect(stored == Set((0..<60).filter { !$0.isMultiple(of: 20) }.map { "r\($0)" }))
    }

    @Test("A failure of SQLite's is the failure of its own closure only")
    func constraintFailsAlone() async throws {
        try await store.fill(text("taken"))
        let failed = Box(0)
        let start = time.asked
        let gate = DispatchSemaphore(value: 0)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await store.commit { _ in gate.wait() } }
            try? await eventually("the store is busy") { time.asked > start }
            for index in 0..<20 {
                group.addTask {
                    let reference = index == 7 ? "taken" : "r\(index)"
                    do { try await store.fill(text(reference)) } catch { failed.change { $0 += 1 } }
                }
            }
            gate.signal()
        }
        #expect(failed.value == 1)
        #expect(try await store.read { tx in try tx.list().count } == 20)
    }

    @Test("A transaction that throws leaves nothing behind")
    func rollsBack() async throws {
        await #expect(throws: StoreFailure.closed) {
            try await store.commit { tx throws in
                try tx.enqueue(text("a"))
                throw StoreFailure.closed
            }
        }
        #expect(try await store.read { tx in try tx.list().isEmpty })
    }

    @Test("A reader sees every commit that has returned, and cannot write")
    func reads() async throws {
        for index in 0..<50 {
            try await store.fill(text("r\(index)"))
            #expect(try await store.read { tx in try tx.list().count } == index + 1)
        }
        await #expect(throws: StoreFailure.readOnly(path: scratch.path)) {
            try await store.read { tx in try tx.enqueue(text("x")) }
        }
        #expect(try await store.read { tx in try tx.list().count } == 50)
    }
}
