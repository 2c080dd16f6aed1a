// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing

@Suite("One file, several hands")
struct SharingTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    @Test("A daemon and a command write at once, and nothing is lost or refused")
    func bothWrite() async throws {
        let client = try scratch.open(.client)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                let (handle, name) = index.isMultiple(of: 2) ? (store, "daemon") : (client, "client")
                group.addTask { try await handle.fill(text("\(name)-\(index)", to: Address("+\(index)"))) }
            }
            try await group.waitForAll()
        }
        #expect(try await store.read { tx in try tx.list().count } == 100)
    }

    @Test("What another process changed is noticed once; what we change ourselves is not foreign")
    func foreignChanges() async throws {
        let client = try scratch.open(.client)
        #expect(try await !store.hasForeignChanges())
        try await store.fill(text("ours"))
        #expect(try await !store.hasForeignChanges())
        try await client.fill(text("theirs"))
        #expect(try await store.hasForeignChanges())
        #expect(try await !store.hasForeignChanges())
    }

    @Test("A backup is a whole store, for its owner alone, and goes on while others write")
    func backup() async throws {
        try await store.fill(text("a"), text("b", from: grace))
        let copy = scratch.folder + "/copy.db"
        async let writing: Void = {
            for index in 0..<50 { try await store.fill(text("later-\(index)")) }
        }()
        try await store.backup(to: copy)
        try await writing
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let restored = try Store(path: copy, role: .daemon, time: scratch.time)
        let references = try await restored.read { tx in try tx.list().map(\.reference) }
        #expect(references.prefix(2) == ["a", "b"])
        #expect(try await restored.commit { tx in try tx.lease(gateway: "sms", limit: 9, now: tx.now).count } == 2)
    }

    @Test("A backup overwrites nothing, and a failed one leaves nothing")
    func backupRefused() async throws {
        let copy = scratch.folder + "/copy.db"
        #expect(FileManager.default.createFile(atPath: copy, contents: Data("precious".utf8)))
        await #expect(throws: StoreFailure.alreadyExists(path: copy)) { try await store.backup(to: copy) }
        #expect(FileManager.default.contents(atPath: copy) == Data("precious".utf8))
        await #expect(throws: StoreFailure.self) { try await store.backup(to: scratch.folder + "/nowhere/copy.db") }
    }

    @Test("Every failure is one sentence that ends and names its file", arguments: failures)
    func sentences(_ failure: StoreFailure) {
        let sentence = failure.sentence
        #expect(sentence.hasSuffix(".") && sentence.first?.isLowercase != true && !sentence.contains("\n"))
        switch failure {
        case .other, .closed, .conflict: break
        default: #expect(sentence.contains("/var/x.db"), "\(sentence)")
        }
    }

    static let failures: [StoreFailure] = {
        let path = "/var/x.db"
        return [
            .missing(path: path), .notADatabase(path: path), .damaged(path: path),
            .newerSchema(path: path, found: 9, known: 1), .olderSchema(path: path, found: 0, known: 1),
            .heldByAnotherDaemon(path: path), .full(path: path), .readOnly(path: path),
            .cannotOpen(path: path, reason: "no such file"), .conflict(.jid), .conflict(.address), .busy(path: path),
            .disk(path: path, reason: "disk I/O error"), .closed, .alreadyExists(path: path), .other("out of memory"),
        ]
    }()
}
