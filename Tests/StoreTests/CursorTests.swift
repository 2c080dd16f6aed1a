// SPDX-License-Identifier: Apache-2.0

import Store
import Support
import Testing

@Suite("Cursors")
struct CursorTests {
    @Test("One is what it was last set to, for its gateway and name, after a restart too")
    func set() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.commit { tx throws in
            #expect(try tx.cursor(gateway: "matrix", name: "sync") == nil)
            try tx.setCursor(gateway: "matrix", name: "sync", to: "s1")
            try tx.setCursor(gateway: "matrix", name: "other", to: "o")
            try tx.setCursor(gateway: "irc", name: "sync", to: "i")
            try tx.setCursor(gateway: "matrix", name: "sync", to: "s2")
        }
        await store.close()
        let again = try scratch.open()
        try await again.commit { tx throws in
            #expect(try tx.cursor(gateway: "matrix", name: "sync") == "s2")
            #expect(try tx.cursor(gateway: "irc", name: "sync") == "i")
            try tx.setCursor(gateway: "matrix", name: "sync", to: nil)
            #expect(try tx.cursor(gateway: "matrix", name: "sync") == nil)
            #expect(try tx.cursor(gateway: "matrix", name: "other") == "o")
        }
    }

    @Test("It moves with what was read, or not at all")
    func sameTransaction() async throws {
        struct Refusal: Error {}
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.commit { tx in try tx.setCursor(gateway: "sms", name: "sync", to: "before") }
        await #expect(throws: StoreFailure.self) {
            try await store.commit { tx throws in
                try tx.enqueue(incoming("event"))
                try tx.setCursor(gateway: "sms", name: "sync", to: "after")
                throw Refusal()
            }
        }
        try await store.read { tx throws in
            #expect(try tx.cursor(gateway: "sms", name: "sync") == "before")
            #expect(try tx.list().isEmpty)
        }
    }
}
