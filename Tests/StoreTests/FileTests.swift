// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing

@Suite("Files that came with messages")
struct FileTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    private func file(_ token: String, _ content: [UInt8] = [1, 2, 3]) -> StoredFile {
        StoredFile(token: token, name: "Grüße \(token).png", type: "image/png", content: content)
    }

    @Test(
        "A file comes back byte for byte",
        arguments: [[], [0], Array(0...255), [UInt8](repeating: 7, count: 300_000)] as [[UInt8]])
    func roundTrip(_ content: [UInt8]) async throws {
        let file = file("a", content)
        try await store.commit { tx in try tx.keep(file: file) }
        let found = try await store.read { tx in try tx.file(token: "a") }
        #expect(found == file, "\(content.count) bytes")
    }

    @Test(
        "A file is read in pieces, and not beyond its end",
        arguments: [
            (0, 1), (0, 300_000), (299_999, 1), (299_999, 5), (300_000, 5), (400_000, 5), (12_345, 200_000), (7, 0),
        ])
    func pieces(_ offset: Int, _ count: Int) async throws {
        let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) }
        try await store.commit { tx in try tx.keep(file: file("a", content)) }
        let piece = try await store.read { tx in try tx.content(ofFile: "a", from: offset, upTo: count) }
        #expect(piece == Array(content.dropFirst(offset).prefix(count)))
        #expect(try await store.read { tx in try tx.content(ofFile: "b", from: offset, upTo: count) } == nil)
        let facts = try await store.read { tx in try tx.facts(ofFile: "a") }
        #expect(facts?.size == 300_000 && facts?.type == "image/png" && facts?.name == "Grüße a.png")
    }

    @Test("Nobody finds a file without its token")
    func lookup() async throws {
        try await store.commit { tx in try tx.keep(file: file("Token")) }
        for token in ["", "token", "Toke", "Token ", "%", "T_ken"] {
            #expect(try await store.read { tx in try tx.file(token: token) } == nil, "\(token)")
        }
    }

    @Test("A token that is taken is refused, and what is there stays")
    func conflict() async throws {
        let first = file("a")
        try await store.commit { tx in try tx.keep(file: first) }
        await #expect(throws: StoreFailure.self) { try await store.commit { tx in try tx.keep(file: file("a", [9])) } }
        #expect(try await store.read { tx in try tx.file(token: "a") } == first)
    }

    @Test("A file goes after its time, and rows do not go with it")
    func expiry() async throws {
        try await store.commit { tx throws in
            try tx.keep(file: file("old"))
            try tx.enqueue(incoming("a"))
        }
        scratch.time.advance(by: .seconds(10))
        try await store.commit { tx in try tx.keep(file: file("new")) }
        let sweep = { (seconds: Double) in
            try await store.purge(now: scratch.time.now + seconds, keepMetadata: .zero, keepFiles: .seconds(60))
        }
        #expect(try await sweep(49.999) == 0)
        #expect(try await sweep(50) == 1)
        #expect(try await store.read { tx in try tx.file(token: "old") } == nil)
        #expect(try await store.read { tx in try tx.file(token: "new") } != nil)
        #expect(try await sweep(60) == 1)
        #expect(try await sweep(1000) == 0)
        #expect(try await store.read { tx in try tx.list().count } == 1)
    }

    @Test("Many files, and files larger than one commit takes, all go")
    func inSteps() async throws {
        try await store.commit { tx throws in
            for index in 0..<120 { try tx.keep(file: file("small-\(index)", [])) }
        }
        for (token, size) in [("large", 17), ("larger", 18), ("huge", 33)] {
            let file = file(token, [UInt8](repeating: 9, count: size * 1024 * 1024))
            try await store.commit { tx in try tx.keep(file: file) }
        }
        #expect(try await store.purge(now: scratch.time.now, keepMetadata: .zero, keepFiles: .zero) == 123)
        #expect(try await store.read { tx in try tx.file(token: "huge") } == nil)
    }

    @Test("A file that was purged is gone from the disk")
    func bytes() async throws {
        let marker = Array("ANTIDISESTABLISHMENTARIANISM ".utf8)
        let content = Array(repeatElement(marker, count: 10_000).joined())
        try await store.commit { tx in try tx.keep(file: file("a", content)) }
        #expect(try scratch.bytes().range(of: Data(marker)) != nil, "the test looks at the wrong place")
        try await store.purge(now: scratch.time.now, keepMetadata: .zero, keepFiles: .zero)
        #expect(try scratch.bytes().range(of: Data(marker)) == nil)
    }
}
