// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Support
import Synchronization
import Testing

@Suite("A budget of memory", .patience)
struct MemoryBudgetTests {
    @Test("gives until it is full, and again when something comes back")
    func full() {
        let budget = MemoryBudget(octets: 100, share: 60)
        #expect(budget.take(60, for: "a") && budget.take(40, for: "b"))
        #expect(!budget.take(1, for: "c") && !budget.take(1, for: nil))
        budget.give(back: 10, of: "b")
        #expect(budget.take(10, for: nil))
        #expect(budget.held == 100)
    }

    @Test("nobody has more than a share, but whoever has none")
    func share() {
        let budget = MemoryBudget(octets: 100, share: 60)
        #expect(budget.take(60, for: "a"))
        #expect(!budget.take(1, for: "a"))
        #expect(budget.take(40, for: "b"))
        budget.give(back: 60, of: "a")
        budget.give(back: 40, of: "b")
        #expect(budget.take(60, for: nil) && budget.take(40, for: nil))
    }

    @Test("what is larger than everything has it to itself")
    func larger() {
        let budget = MemoryBudget(octets: 100, share: 60)
        #expect(budget.take(80, for: "a"))
        #expect(!budget.take(1, for: "a") && budget.take(20, for: "b"))
        budget.give(back: 80, of: "a")
        #expect(!budget.take(200, for: "a"))
        budget.give(back: 20, of: "b")
        #expect(budget.take(200, for: "a"))
        #expect(!budget.take(1, for: "b"))
    }

    /// Who waited and was served.
    private final class Served: Sendable {
        private let list = Mutex<Set<String>>([])
        var names: Set<String> { list.withLock { $0 } }
        func add(_ name: String) { list.withLock { _ = $0.insert(name) } }
    }

    @Test("serves who waits longest first; a share of one's own and next to nothing wait for nobody")
    func order() async throws {
        let budget = MemoryBudget(octets: 6400, share: 4000)
        let served = Served()
        func wait(_ octets: Int, _ holder: String, _ name: String) async throws -> Task<Void, Never> {
            let task = Task {
                guard await budget.wait(for: octets, holder: holder) else { return }
                served.add(name)
            }
            for _ in 0..<50 { await Task.yield() }
            return task
        }
        #expect(budget.take(4000, for: "a"))
        let own = try await wait(100, "a", "a's own")
        let large = try await wait(3000, "b", "large")
        let second = try await wait(2000, "c", "second")
        let small = try await wait(100, "d", "small")
        await small.value
        #expect(served.names == ["small"], "the second would fit, and has to wait for the large one")
        budget.give(back: 4000, of: "a")
        for task in [own, large, second] { await task.value }
        #expect(served.names == ["small", "a's own", "large", "second"])
        #expect(budget.held == 5200)
    }

    @Test("who waits and is cancelled has nothing, and stands in nobody's way")
    func cancellation() async throws {
        let budget = MemoryBudget(octets: 100, share: 100)
        #expect(budget.take(60, for: "a"))
        let first = Task { await budget.wait(for: 80, holder: "b") }
        for _ in 0..<50 { await Task.yield() }
        let second = Task { await budget.wait(for: 40, holder: "c") }
        for _ in 0..<50 { await Task.yield() }
        first.cancel()
        #expect(await first.value == false)
        #expect(await second.value)
        #expect(budget.held == 100)
        budget.give(back: 60, of: "a")
        budget.give(back: 40, of: "c")
        #expect(budget.held == 0)
    }
}
