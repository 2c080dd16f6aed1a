// SPDX-License-Identifier: Apache-2.0

import Foundation
import Support
import Testing

@testable import Store

@Suite("Values go into the database and come back")
struct ValueTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    static let texts = [
        "", "a", "fifteen octets.", "sixteen octets!!", "Grüße, 世界 🏄🏽", String(repeating: "ä", count: 100_000),
        "it's \"quoted\"", "\u{FEFF}mark",
    ]

    private func draft(_ reference: String, body: String) -> OutboxDraft {
        var draft = OutboxDraft(gateway: "sms", direction: .out, account: ada, reference: reference)
        draft.body = body
        return draft
    }

    @Test("A text is the same", arguments: texts)
    func text(_ text: String) async throws {
        let found = try await store.commit { tx in
            try tx.all(Statement(once: "SELECT ?1, length(?1)"), [text]) { fields in
                (fields[0] as String, fields[1] as Int)
            }
        }
        #expect(found.first?.0 == text && found.first?.1 == text.unicodeScalars.count)
    }

    @Test("Many texts of one statement do not run into each other")
    func many() async throws {
        let texts = (0..<30).map { String(repeating: "\($0 % 10)", count: $0 * 400) }
        try await store.commit { tx throws in
            try tx.execute("CREATE TEMP TABLE words (a TEXT, b TEXT, c TEXT)")
            let insert = Statement("INSERT INTO words VALUES (?1, ?2, ?3)")
            for start in stride(from: 0, to: 30, by: 3) {
                try tx.execute(insert, [texts[start], texts[start + 1], texts[start + 2]])
            }
            let found = try tx.all(Statement("SELECT a, b, c FROM words")) { fields in
                [fields[0] as String, fields[1] as String, fields[2] as String]
            }
            #expect(found.flatMap { $0 } == texts)
        }
    }

    @Test("U+0000 becomes U+FFFD: not every engine can keep it, and nothing behind it is lost")
    func nul() async throws {
        let id = try await store.fill(draft("nul", body: "a\0b"))[0]
        #expect(try await store.read { tx in try tx.row(id)?.body } == "a\u{FFFD}b")
    }

    @Test("Numbers, octets, truths, lists and nothing")
    func others() async throws {
        try await store.commit { tx throws in
            let found = try tx.all(
                Statement("SELECT ?1, ?2, ?3, ?4, ?5, ?6"),
                [Int64.min, Int.max, true, [0, 255] as [UInt8], [] as [UInt8], nil as String?]
            ) { fields in
                (
                    fields[0] as Int64, fields[1] as Int, fields[2] as Bool, fields[3] as [UInt8],
                    fields[4] as [UInt8]?, fields[5] as String?
                )
            }
            let row = try #require(found.first)
            #expect(row.0 == .min && row.1 == .max && row.2 && row.3 == [0, 255] && row.4 == [] && row.5 == nil)
            let numbers = Statement("SELECT count(*) FROM outbox WHERE id IN \(list: 1)")
            let words = Statement("SELECT 1 WHERE ?1 IN \(list: 2)")
            #expect(try tx.integer(numbers, [Value.integers([])]) == 0)
            #expect(try tx.integer(words, ["b\"", Value.texts(["a", "b\""])]) == 1)
            #expect(try tx.integer(words, ["c", Value.texts([])]) == nil)
        }
    }

    @Test("A statement that runs inside itself is another one")
    func nested() async throws {
        let statement = Statement("SELECT value FROM json_each('[1,2,3]') WHERE value >= ?1")
        let found = try await store.commit { tx in
            try tx.all(statement, [2]) { outer in
                try tx.all(statement, [1]) { inner in (outer[0] as Int) * 10 + (inner[0] as Int) }
            }
        }
        #expect(found == [[21, 22, 23], [31, 32, 33]])
    }

    @Test("Too few values, or too many, are an error and no crash")
    func wrongCount() async throws {
        let statement = Statement("SELECT ?1, ?2")
        for values in [[1], [1, 2, 3]] as [Values] {
            await #expect(throws: StoreFailure.self) {
                _ = try await store.commit { tx in try tx.all(statement, values) { $0[0] as Int } }
            }
        }
    }

    @Test("What comes after a failure that has ended the transaction is not kept by itself")
    func givenUp() async throws {
        await #expect(throws: StoreFailure.self) {
            try await store.commit { tx throws in
                try tx.execute("ROLLBACK")
                try tx.setCursor(gateway: "sms", name: "n", to: "v")
            }
        }
        #expect(try await store.read { tx in try tx.cursor(gateway: "sms", name: "n") } == nil)
    }
}
