// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing

@testable import Store

@Suite("Opening the store")
struct OpeningTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("A daemon creates the file for its owner alone, and so are the files beside it")
    func createsWithMode0600() async throws {
        let store = try scratch.open()
        try await store.fill(text("a"))
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
    }

    @Test("A client finds no database, and makes none")
    func clientNeverCreates() throws {
        #expect(throws: StoreFailure.missing(path: scratch.path)) { try scratch.open(.client) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).isEmpty)
    }

    @Test("A second daemon is refused while the first lives, and no longer")
    func oneDaemon() async throws {
        let first = try scratch.open()
        #expect(throws: StoreFailure.heldByAnotherDaemon(path: scratch.path)) { try scratch.open() }
        _ = try scratch.open(.client)
        await first.close()
        let second = try scratch.open()
        try await second.fill(text("a"))
    }

    @Test("A database of a newer version is refused and left alone", arguments: [Store.Role.daemon, .client])
    func newerSchema(_ role: Store.Role) async throws {
        let store = try scratch.open()
        try await store.commit { tx in try tx.execute("PRAGMA user_version = 99") }
        await store.close()
        let before = try scratch.bytes()
        let refusal = StoreFailure.newerSchema(path: scratch.path, found: 99, known: Schema.version)
        #expect(throws: refusal) { try scratch.open(role) }
        #expect(try scratch.bytes() == before)
    }

    @Test("A client does not touch an older database; a daemon brings it up to date")
    func olderSchema() async throws {
        #expect(FileManager.default.createFile(atPath: scratch.path, contents: Data()))
        let refusal = StoreFailure.olderSchema(path: scratch.path, found: 0, known: Schema.version)
        #expect(throws: refusal) { try scratch.open(.client) }
        let store = try scratch.open()
        await store.close()
        _ = try scratch.open(.client)
    }

    @Test("What is no database of ours is refused and left alone", arguments: [Store.Role.daemon, .client])
    func notADatabase(_ role: Store.Role) throws {
        let content = Data(repeating: UInt8(ascii: "x"), count: 5000)
        #expect(FileManager.default.createFile(atPath: scratch.path, contents: content))
        #expect(throws: StoreFailure.notADatabase(path: scratch.path)) { try scratch.open(role) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path)) == content)
    }

    @Test("Another program's SQLite database is refused")
    func foreignDatabase() async throws {
        let store = try scratch.open()
        try await store.commit { tx in try tx.execute("PRAGMA application_id = 7") }
        await store.close()
        #expect(throws: StoreFailure.notADatabase(path: scratch.path)) { try scratch.open() }
    }

    @Test("A folder that is not there is a sentence with the path")
    func noFolder() {
        let path = scratch.folder + "/nowhere/postern.db"
        let failure = #expect(throws: StoreFailure.self) { try Store(path: path, role: .daemon) }
        #expect(failure?.sentence.contains(path) == true, "\(String(describing: failure))")
    }

    @Test("A file that may not be written is a sentence, for a daemon and a command")
    func readOnly() async throws {
        let store = try scratch.open()
        await store.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: scratch.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: scratch.path + ".lock")
        let path = scratch.path
        await #expect(processExitsWith: .success) { [path = path as String] in
            // Root may write everything, so be somebody else.
            _ = setuid(65534)
            #expect(throws: StoreFailure.readOnly(path: path)) { try Store(path: path, role: .daemon) }
            #expect(throws: StoreFailure.readOnly(path: path)) { try Store(path: path, role: .client) }
        }
    }

    @Test("After closing, everything says so, and nothing hangs")
    func closed() async throws {
        let store = try scratch.open()
        await store.close()
        await #expect(throws: StoreFailure.closed) { try await store.commit { _ in } }
        await #expect(throws: StoreFailure.closed) { try await store.read { _ in } }
        await #expect(throws: StoreFailure.closed) { try await store.hasForeignChanges() }
        await #expect(throws: StoreFailure.closed) { try await store.backup(to: scratch.folder + "/copy.db") }
        await store.close()
    }
}
