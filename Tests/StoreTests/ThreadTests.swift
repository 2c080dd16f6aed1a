// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Testing
import XMPP

@Suite("Which message belongs to which")
struct ThreadTests {
    let scratch: Scratch
    let store: Store
    static let bob = Address("bob@example.com")
    static let carol = Address("carol@example.com")

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    private func sent(
        _ id: String, thread: String? = "t", from account: JID = ada, to peer: Address = bob, gateway: String = "mail",
        _ change: (inout OutboxDraft) -> Void = { _ in }
    ) -> OutboxDraft {
        text(id, from: account, to: peer, gateway: gateway) { draft in
            draft.thread = thread
            draft.networkID = "<\(id)>"
            change(&draft)
        }
    }

    private func received(
        _ id: String, thread: String? = "t", to account: JID = ada, from peer: Address = bob,
        _ change: (inout OutboxDraft) -> Void = { _ in }
    ) -> OutboxDraft {
        incoming(id, to: account, gateway: "mail") { draft in
            draft.peer = peer
            draft.thread = thread
            draft.networkID = "<\(id)>"
            change(&draft)
        }
    }

    private func latest(
        _ thread: String = "t", of account: JID = ada, with people: [Address] = [bob, carol]
    ) async throws -> String? {
        try await store.read { tx in
            try tx.latestInThread(gateway: "mail", account: account, thread: thread, with: people)?.reference
        }
    }

    @Test("One thread with two people is two: none learns of what the other has not got")
    func people() async throws {
        let ids = try await store.fill(
            sent("to bob"), sent("to carol", to: Self.carol),
            sent("to both") { $0.others = [Recipient(Self.carol, name: "Carol", role: .cc)] }, sent("bob again"))
        #expect(try await latest(with: [Self.carol]) == "to both")
        #expect(try await latest(with: [Self.bob]) == "bob again")
        #expect(try await latest(with: [Address("dave@example.com")]) == nil)
        #expect(try await latest(with: []) == nil)
        let seen = try await store.read { tx in
            try [[Self.bob], [Self.carol], [Self.bob, Self.carol], []].map { people in
                try tx.ancestors(
                    gateway: "mail", account: ada, thread: "t", with: people, before: ids[3] + 1, limit: 9)
            }
        }
        #expect(
            seen == [
                ["<to bob>", "<to both>", "<bob again>"], ["<to carol>", "<to both>"],
                ["<to bob>", "<to carol>", "<to both>", "<bob again>"], [],
            ])
    }

    @Test("The newest message of a thread is found, whichever way it went")
    func latestInThread() async throws {
        #expect(try await latest() == nil)
        try await store.fill(sent("a"))
        #expect(try await latest() == "a")
        try await store.fill(received("b", from: Self.carol))
        #expect(try await latest() == "b")
        try await store.fill(
            sent("other thread", thread: "u"), sent("other gateway", gateway: "sms"), sent("of grace", from: grace),
            sent("no id") { $0.networkID = nil }, sent("no thread", thread: nil))
        var failure = OutboxDraft(kind: .failure, gateway: "mail", direction: .in, account: ada, reference: "failure")
        failure.thread = "t"
        failure.networkID = "<failure>"
        try await store.fill(failure)
        #expect(try await latest() == "b")
        #expect(try await latest("u") == "other thread")
        #expect(try await latest("v") == nil)
        #expect(try await latest(of: jid("grace@example.org/home")) == "of grace")
    }

    @Test(
        "What will never arrive is not answered; what failed on our side was received", arguments: OutboxState.allCases)
    func deadEnds(_ state: OutboxState) async throws {
        try await store.fill(sent("a") { $0.state = .delivered }, sent("b") { $0.state = state })
        let isDead = [.failed, .expired, .cancelled].contains(state)
        #expect(try await latest() == (isDead ? "a" : "b"))
        let ancestors = try await store.read { tx in
            try tx.ancestors(
                gateway: "mail", account: ada, thread: "t", with: [Self.bob, Self.carol], before: .max, limit: 9)
        }
        #expect(ancestors == (isDead ? ["<a>"] : ["<a>", "<b>"]))
        try await store.fill(received("c") { $0.state = .failed })
        #expect(try await latest() == "c")
    }

    @Test("A conversation's thread is that of its newest message that has one")
    func latestThreaded() async throws {
        try await store.fill(
            sent("a", thread: "1"), received("b", thread: "2"), sent("c", thread: nil),
            sent("d", thread: "3", to: Self.carol), sent("e", thread: "4", from: grace),
            sent("f", thread: "5", gateway: "sms"))
        try await store.read { tx throws in
            let newest = { (account: JID, peer: Address) in
                try tx.latestThreaded(gateway: "mail", account: account, peer: peer)?.thread
            }
            #expect(try newest(ada, Self.bob) == "2")
            #expect(try newest(jid("ada@example.org/x"), Self.carol) == "3")
            #expect(try newest(grace, Self.bob) == "4")
            #expect(try newest(grace, Self.carol) == nil)
        }
    }

    @Test(
        "Ids name a thread; the last that is known wins",
        arguments: [
            ([], nil), (["<x>"], nil), (["<a>"], "a"), (["<a>", "<b>", "<x>"], "b"), (["<b>", "<a>"], "a"),
            (["<no thread>", "<b>", "<no thread>"], "b"), (["<of grace>"], nil), (["<other gateway>"], nil),
            (["<failure>"], nil), (["<twice>"], "again"),
        ] as [([String], String?)])
    func threadNamed(_ ids: [String], _ expected: String?) async throws {
        var failure = OutboxDraft(kind: .failure, gateway: "mail", direction: .in, account: ada, reference: "failure")
        failure.thread = "t"
        failure.networkID = "<failure>"
        try await store.fill(
            sent("a"), received("b", thread: "u"), sent("no thread", thread: nil), sent("of grace", from: grace),
            sent("other gateway", gateway: "sms"), sent("twice"), sent("again") { $0.networkID = "<twice>" }, failure)
        let found = try await store.read { tx in
            try tx.threadNamed(by: ids, gateway: "mail", account: ada)?.reference
        }
        #expect(found == expected)
    }

    @Test(
        "Ancestors are the first of the thread and the newest, oldest first",
        arguments: [
            (0, []), (1, ["<0>"]), (2, ["<0>", "<6>"]), (3, ["<0>", "<5>", "<6>"]),
            (7, ["<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>"]),
            (50, ["<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>"]),
        ] as [(Int, [String])])
    func ancestors(_ limit: Int, _ expected: [String]) async throws {
        let ids = try await store.commit { tx throws in
            try (0..<9).map { index in
                try tx.enqueue(index.isMultiple(of: 2) ? sent("\(index)") : received("\(index)")).id
            }
        }
        try await store.fill(sent("of grace", from: grace), sent("other thread", thread: "u"))
        let found = try await store.read { tx in
            try tx.ancestors(
                gateway: "mail", account: ada, thread: "t", with: [Self.bob, Self.carol], before: ids[7], limit: limit)
        }
        #expect(found == expected)
    }

    @Test("A message to many is one ancestor, and none of itself", arguments: [2, 3, 20])
    func manyRecipients(_ limit: Int) async throws {
        let people = (0..<300).map { Address("p\($0)@example.com") }
        let ids = try await store.commit { tx throws in
            try people.enumerated().map { index, person in
                try tx.enqueue(sent("\(index)", to: person) { $0.networkID = "<m\(index / 100)>" }).id
            }
        }
        let found = try await store.read { tx in
            try [ids[299], .max].map { id in
                try tx.ancestors(
                    gateway: "mail", account: ada, thread: "t", with: people, before: id, limit: limit)
            }
        }
        #expect(found[0] == ["<m0>", "<m1>"])
        #expect(found[1] == (limit == 2 ? ["<m0>", "<m2>"] : ["<m0>", "<m1>", "<m2>"]))
    }

    @Test("A message is found by the id of its stanza, the newest where several have it")
    func stanzaID() async throws {
        try await store.fill(
            sent("a") { $0.stanzaID = "s" }, received("b") { $0.stanzaID = "r" },
            sent("no thread", thread: nil) { $0.stanzaID = "n" }, sent("of grace", from: grace) { $0.stanzaID = "s" },
            received("c") { $0.stanzaID = "both" }, sent("d") { $0.stanzaID = "both" })
        try await store.read { tx throws in
            let found = { (id: String) in
                try tx.row(gateway: "mail", account: jid("ada@example.org/x"), stanzaID: id)?.reference
            }
            #expect(try found("s") == "a")
            #expect(try found("r") == "b")
            #expect(try found("both") == "d")
            #expect(try found("n") == nil)
            #expect(try found("x") == nil)
            #expect(try tx.row(gateway: "sms", account: ada, stanzaID: "s") == nil)
        }
    }
}
