// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("Accounts")
struct AccountTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test("An account is found by its person, bare or full, and by its address")
    func lookup() async throws {
        let mine = account(ada, "+15550100001")
        try await store.commit { tx in try tx.add(mine) }
        try await store.read { tx throws in
            #expect(try tx.account(gateway: "sms", jid: ada) == mine)
            #expect(try tx.account(gateway: "sms", jid: jid("Ada@example.org/phone")) == mine)
            #expect(try tx.account(gateway: "sms", address: Address("+15550100001")) == mine)
            #expect(try tx.account(gateway: "mail", jid: ada) == nil)
            #expect(try tx.account(gateway: "sms", jid: grace) == nil)
            let asked = [Address("+15550100001"), Address("+15550100002")]
            #expect(try tx.addresses(takenIn: "sms", among: asked) == [asked[0]])
            #expect(try tx.addresses(takenIn: "mail", among: asked).isEmpty)
        }
    }

    @Test("Accounts are listed by gateway, by person, or all")
    func listing() async throws {
        try await store.commit { tx throws in
            try tx.add(account(grace, "+15550100002"))
            try tx.add(account(ada, "+15550100001"))
            try tx.add(account(ada, "ada@example.net", gateway: "mail"))
        }
        try await store.read { tx throws in
            #expect(
                try tx.accounts().map { "\($0.gateway) \($0.jid)" } == ["mail \(ada)", "sms \(ada)", "sms \(grace)"])
            #expect(try tx.accounts(gateway: "sms").count == 2)
            #expect(try tx.accounts(jid: ada).count == 2)
            #expect(try tx.accounts(gateway: "sms", jid: grace).map(\.jid) == [grace])
        }
    }

    @Test("The database decides a conflict, and names what collided")
    func conflicts() async throws {
        try await store.commit { tx in try tx.add(account(ada, "+15550100001")) }
        await #expect(throws: StoreFailure.conflict(.jid)) {
            try await store.commit { tx in try tx.add(account(ada, "+15550100002")) }
        }
        await #expect(throws: StoreFailure.conflict(.address)) {
            try await store.commit { tx in try tx.add(account(grace, "+15550100001")) }
        }
        try await store.commit { tx in try tx.add(account(grace, "+15550100001", gateway: "other")) }
        await #expect(throws: StoreFailure.conflict(.address)) {
            try await store.commit { tx throws in
                try tx.add(account(grace, "+15550100002"))
                return try tx.change(gateway: "sms", jid: grace, address: Address("+15550100001"))
            }
        }
        #expect(try await store.read { tx in try tx.accounts(gateway: "sms").count } == 1)
    }

    @Test("A conflict can be caught inside, and the rest of the transaction stands")
    func conflictInside() async throws {
        try await store.commit { tx throws in
            try tx.add(account(ada, "+15550100001"))
            #expect(throws: StoreFailure.conflict(.jid)) { try tx.add(account(ada, "+15550100002")) }
            try tx.add(account(grace, "+15550100002"))
        }
        #expect(try await store.read { tx in try tx.accounts().count } == 2)
    }

    @Test("Of two handles on one file that take the same number, one wins")
    func race() async throws {
        let other = try scratch.open(.client)
        let people = (0..<40).map { jid("p\($0)@example.org") }
        let winners = await withTaskGroup(of: Int.self) { group in
            for (index, person) in people.enumerated() {
                let handle = index.isMultiple(of: 2) ? store : other
                group.addTask {
                    do throws(StoreFailure) {
                        try await handle.commit { tx in try tx.add(account(person, "+15550100001")) }
                        return 1
                    } catch {
                        #expect(error == .conflict(.address))
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(winners == 1)
        #expect(try await store.read { tx in try tx.accounts().count } == 1)
    }

    @Test("A change sets what is given and leaves the rest; an empty name removes it")
    func change() async throws {
        try await store.commit { tx in try tx.add(account(ada, "+15550100001")) }
        try await store.commit { tx throws in
            #expect(try tx.change(gateway: "sms", jid: ada, name: "Ada"))
            #expect(try tx.account(gateway: "sms", jid: ada)?.name == "Ada")
            #expect(try tx.change(gateway: "sms", jid: ada, address: Address("+15550100002")))
            #expect(try tx.account(gateway: "sms", jid: ada)?.name == "Ada")
            #expect(try tx.account(gateway: "sms", jid: ada)?.address == Address("+15550100002"))
            #expect(try tx.change(gateway: "sms", jid: ada, name: ""))
            #expect(try tx.account(gateway: "sms", jid: ada)?.name == nil)
            #expect(try !tx.change(gateway: "sms", jid: grace, name: "Grace"))
        }
    }

    @Test("What its holder chose is kept, replaced as a whole, and removed by nothing")
    func settings() async throws {
        let chosen = ["signature": "— Ada\n\"Countess\"", "spam": "drop", "": ""]
        let mine = Account(
            jid: ada, gateway: "mail", address: Address("ada@example.net"), created: scratch.time.now, settings: chosen)
        try await store.commit { tx throws in
            try tx.add(mine)
            try tx.add(account(grace, "grace@example.net", gateway: "mail"))
            #expect(try tx.account(gateway: "mail", jid: ada) == mine)
            #expect(try tx.change(gateway: "mail", jid: ada, name: "Ada"))
            #expect(try tx.account(gateway: "mail", jid: ada)?.settings == chosen)
            #expect(try tx.change(gateway: "mail", jid: ada, settings: ["spam": "show"]))
            #expect(try tx.account(gateway: "mail", jid: ada)?.settings == ["spam": "show"])
            #expect(try tx.account(gateway: "mail", jid: ada)?.name == "Ada")
            #expect(try tx.change(gateway: "mail", jid: ada, settings: [:]))
            #expect(try tx.account(gateway: "mail", jid: ada)?.settings == [:])
            #expect(try tx.account(gateway: "mail", jid: grace)?.settings == [:])
        }
    }

    @Test("What waits goes out from the new address; what is under way, over, somebody else's or elsewhere stays")
    func moving() async throws {
        let old = Address("+15550100001")
        let new = Address("+15550100003")
        let ids = try await store.fill(
            text("going", to: Address("+1")), text("over", to: Address("+2")) { $0.state = .failed },
            text("waiting", to: Address("+1")), text("other", from: grace) { $0.due = $0.expires },
            text("elsewhere", gateway: "mail"), incoming("arriving"))
        try await store.commit { tx throws in
            for gateway in ["sms", "mail"] { try tx.add(account(ada, "+15550100001", gateway: gateway)) }
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            #expect(try tx.change(gateway: "sms", jid: ada, name: "Ada"))
            #expect(try ids.map { try tx.row($0)?.own } == Array(repeating: old, count: 6))
            #expect(try tx.change(gateway: "sms", jid: ada, address: new))
            #expect(try ids.map { try tx.row($0)?.own } == [old, old, new, old, old, old])
        }
    }

    @Test("Removing an account cancels what it still wanted to send there, and nothing else")
    func removal() async throws {
        let ids = try await store.fill(
            text("going", to: Address("+1")), text("waiting", to: Address("+1")), text("other", from: grace),
            text("elsewhere", gateway: "mail"), incoming("arriving"))
        let removed = try await store.commit { tx throws in
            try tx.add(account(ada, "+15550100001"))
            try tx.add(account(grace, "+15550100002"))
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            return try tx.removeAccount(gateway: nil, jid: ada)
        }
        #expect(removed == 1)
        let states = try await store.read { tx in try ids.map { try tx.row($0)?.state } }
        #expect(states == [.sending, .cancelled, .queued, .queued, .queued])
        #expect(try await store.read { tx in try tx.accounts().map(\.jid) } == [grace])
        #expect(try await store.commit { tx in try tx.removeAccount(gateway: "sms", jid: ada) } == 0)
    }
}
