// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("Readers wait for nobody", .patience)
struct ReaderTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test("A listing that takes long holds up no look-up and no commit; another listing waits")
    func survey() async throws {
        let gate = DispatchSemaphore(value: 0)
        let isReading = GroupCommitTests.Box(false)
        async let long: Int = store.survey { tx throws in
            let count = try tx.counts().count
            isReading.change { $0 = true }
            gate.wait()
            return count
        }
        try await eventually("it reads") { isReading.value }
        for index in 0..<20 {
            try await store.fill(text("r\(index)", to: Address("+\(index)")))
            #expect(try await store.read { tx in try tx.row(Int64(index + 1))?.reference } == "r\(index)")
        }
        async let next: Int = store.survey { tx in try tx.list().count }
        gate.signal()
        #expect(try await long == 0)
        #expect(try await next == 20)
    }

    @Test("Two look-ups go side by side")
    func sideBySide() async throws {
        let gate = DispatchSemaphore(value: 0)
        async let slow: Int = store.read { tx throws in
            gate.wait()
            return try tx.list().count
        }
        for _ in 0..<20 { #expect(try await store.read { tx in try tx.list().isEmpty }) }
        gate.signal()
        #expect(try await slow == 0)
    }

    @Test("More look-ups than there are connections are all done, and none is left waiting by the end")
    func many() async throws {
        try await store.fill(text("a"))
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try await self.store.read { tx in try tx.list().count } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 1, count: 200))
        let gate = DispatchSemaphore(value: 0)
        let reading = GroupCommitTests.Box(0)
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    let done: Void? = try? await self.store.read { _ in
                        reading.change { $0 += 1 }
                        gate.wait()
                    }
                    return done != nil
                }
            }
            try? await eventually("all connections are busy") { reading.value == 4 }
            group.addTask {
                await self.store.close()
                return true
            }
            for _ in 0..<10 { gate.signal() }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 11 && results.count { $0 } >= 5, "what was being read is read")
        await #expect(throws: StoreFailure.closed) { try await store.read { _ in } }
    }

    @Test("Which addresses are taken is asked of those that matter, and accounts come in pages")
    func accounts() async throws {
        try await store.commit { tx throws in
            for index in 0..<250 { try tx.add(account(jid("user\(1000 + index)@example.org"), "+1\(1000 + index)")) }
        }
        try await store.read { tx throws in
            let asked = ["+11001", "+19999", "+11249"].map(Address.init)
            #expect(try tx.addresses(takenIn: "sms", among: asked) == Set([asked[0], asked[2]]))
            #expect(try tx.addresses(takenIn: "mail", among: asked).isEmpty)
            #expect(try tx.addresses(takenIn: "sms", among: []).isEmpty)
            var pages: [Int] = []
            var last = try tx.accounts(gateway: "sms", after: nil, limit: 100)
            var seen: [String] = []
            while let end = last.last {
                pages.append(last.count)
                seen += last.map(\.jid.description)
                last = try tx.accounts(gateway: "sms", after: end.jid, limit: 100)
            }
            #expect(pages == [100, 100, 50] && seen == seen.sorted() && Set(seen).count == 250)
            #expect(try tx.accounts(gateway: "mail", after: nil, limit: 100).isEmpty)
        }
    }
}
