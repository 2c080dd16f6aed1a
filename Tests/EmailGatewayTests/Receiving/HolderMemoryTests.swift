// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Support
import Synchronization
import Testing

@testable import EmailGateway

@Suite("What is remembered of the accounts")
struct HolderMemoryTests {
    /// Counts the questions, and forgets on demand.
    private final class Accounts: Directory {
        let held = Mutex<Set<Address>>([])
        let questions = Mutex(0)

        func holder(of address: Address) async throws(InboxFailure) -> AddressHolder? {
            questions.withLock { $0 += 1 }
            return held.withLock { $0.contains(address) } ? AddressHolder() : nil
        }

        var asked: Int { questions.withLock { $0 } }
    }

    private let romeo = Address("romeo@example.org")
    private let accounts = Accounts()
    private let time = ManualTime()

    @Test("whoever was found is not asked for again within a second")
    func remembers() async throws {
        let memory = HolderMemory(accounts, time: time)
        accounts.held.withLock { _ = $0.insert(romeo) }
        for _ in 0..<3 { #expect(try await memory.holder(of: romeo) != nil) }
        #expect(accounts.asked == 1)
        accounts.held.withLock { $0 = [] }
        time.advance(by: .seconds(1))
        #expect(try await memory.holder(of: romeo) == nil)
        #expect(accounts.asked == 2)
    }

    @Test("that nobody has an address is not remembered")
    func asksAnew() async throws {
        let memory = HolderMemory(accounts, time: time)
        #expect(try await memory.holder(of: romeo) == nil)
        accounts.held.withLock { _ = $0.insert(romeo) }
        #expect(try await memory.holder(of: romeo) != nil)
        #expect(accounts.asked == 2)
    }
}
