// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing

@testable import Store

@Suite("What was fetched for messages that wait")
struct FetchedContentTests {
    let scratch: Scratch
    let store: Store

    static let picture = FetchedFile.file(Attachment(name: "cat.png", type: "image/png", content: Array(0...255)))

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    private func waiting(_ reference: String, _ id: String, _ state: OutboxState = .queued) -> OutboxDraft {
        text(reference, to: Address("+\(reference.utf8.reduce(0) { $0 * 7 + Int($1) })")) { draft in
            draft.networkID = id
            draft.state = state
        }
    }

    private func keep(_ file: FetchedFile, _ message: String, link: String = "l", gateway: String = "sms") async throws
    {
        try await store.commit { tx in try tx.keep(file, gateway: gateway, message: message, link: link) }
    }

    private func found(_ message: String, link: String = "l", gateway: String = "sms") async throws -> FetchedFile? {
        try await store.read { tx in try tx.fetched(gateway: gateway, message: message, link: link) }
    }

    private func purge(after seconds: Double = 0, keepFiles: Duration = .seconds(100)) async throws -> Int {
        try await store.purge(now: scratch.time.now + seconds, keepMetadata: .seconds(1_000), keepFiles: keepFiles)
    }

    @Test("It comes back byte for byte, for its message and link alone, also from a store that is opened anew")
    func roundTrip() async throws {
        try await keep(Self.picture, "<a>")
        try await keep(.file(Attachment(name: "empty", type: "text/plain", content: [])), "<a>", link: "empty")
        try await keep(.nothing, "<a>", link: "broken")
        #expect(try await found("<b>") == nil)
        #expect(try await found("<a>", link: "other") == nil)
        #expect(try await found("<a>", gateway: "mail") == nil)
        await store.close()
        let again = try scratch.open()
        let files = try await again.read { tx in
            try ["l", "empty", "broken"].map { try tx.fetched(gateway: "sms", message: "<a>", link: $0) }
        }
        #expect(
            files == [
                Self.picture, .file(Attachment(name: "empty", type: "text/plain", content: [])), .nothing,
            ])
    }

    @Test("What was kept first stays: two that fetched at once are no failure")
    func twice() async throws {
        try await keep(Self.picture, "<a>")
        try await keep(.nothing, "<a>")
        #expect(try await found("<a>") == Self.picture)
    }

    @Test("It goes as soon as the last copy of its message waits no longer")
    func last() async throws {
        let ids = try await store.fill(
            waiting("r1", "<a>"), waiting("r2", "<a>", .sending), waiting("r3", "<b>"), waiting("r4", "<c>", .accepted))
        for message in ["<a>", "<b>", "<c>", "<d>"] { try await keep(Self.picture, message) }
        #expect(try await purge() == 2)
        #expect(try await found("<a>") == Self.picture)
        #expect(try await found("<b>") == Self.picture)
        #expect(try await found("<c>") == nil)
        #expect(try await found("<d>") == nil)
        try await store.commit { tx in try tx.execute("UPDATE outbox SET state = 'accepted' WHERE id = \(ids[0])") }
        #expect(try await purge() == 0, "a copy waits")
        try await store.commit { tx in try tx.execute("UPDATE outbox SET state = 'failed' WHERE id = \(ids[1])") }
        #expect(try await purge() == 1)
        #expect(try await found("<a>") == nil)
        #expect(try await found("<b>") == Self.picture)
    }

    @Test("It is kept no longer than other files, and gone from the disk then")
    func age() async throws {
        try await store.fill(waiting("r1", "<a>"))
        let secret = "what was in the picture"
        try await keep(.file(Attachment(name: "n", type: "t", content: Array(secret.utf8))), "<a>")
        #expect(try await purge(after: 99) == 0)
        #expect(try scratch.bytes().range(of: Data(secret.utf8)) != nil)
        #expect(try await purge(after: 100) == 1)
        try await store.eraseBodies(now: scratch.time.now, keepBodies: .seconds(9), keepFailed: .seconds(9))
        #expect(try scratch.bytes().range(of: Data(secret.utf8)) == nil)
    }

    @Test("Beyond the room that all have together nothing is kept")
    func room() async throws {
        let file = FetchedFile.file(Attachment(name: "n", type: "t", content: [UInt8](repeating: 1, count: 60)))
        for message in ["<a>", "<b>", "<c>"] {
            try await store.commit { tx in
                try tx.keep(file, gateway: "sms", message: message, link: "l", limit: 130)
            }
        }
        #expect(try await found("<a>") == file)
        #expect(try await found("<b>") == file)
        #expect(try await found("<c>") == nil)
    }

    @Test("More files than one commit forgets are all forgotten")
    func many() async throws {
        for number in 0..<35 { try await keep(.nothing, "<\(number)>") }
        #expect(try await purge() == 35)
    }
}
