// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Support
import Testing
import XMPP

@testable import Store

@Suite("From an older version")
struct MigrationTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("A store of version 1 climbs, keeps what it has, and goes on where it was")
    func fromVersion1() async throws {
        try await makeVersion1()
        let refusal = StoreFailure.olderSchema(path: scratch.path, found: 1, known: Schema.version)
        #expect(throws: refusal) { try scratch.open(.client) }
        let store = try scratch.open()
        let before = account(ada, "+15550100001")
        try await store.commit { tx throws in
            #expect(try tx.integer("PRAGMA user_version") == Int64(Schema.version))
            #expect(try tx.accounts() == [before])
            #expect(try tx.list().map { "\($0.reference) \($0.state)" } == ["r1 queued", "r2 queued", "r3 delivered"])
            let row = try #require(try tx.row(1))
            #expect(row.body == "one" && row.peer == phone && row.account == ada && row.role == .to)
            #expect(row.others.isEmpty && row.thread == nil && row.networkID == nil && !row.ticked)
            #expect(try tx.countDeliveredPart(3, eventID: "e") == (1, 2))
            #expect(
                try tx.takeReports(gateway: "sms", reference: "r9", providerID: nil)
                    == [DeliveryReport(reference: "r9", state: .failed(.optedOut), detail: "STOP")])
            #expect(try tx.isPaused(gateway: "mail"))
            #expect(try tx.lease(gateway: "sms", limit: 9, now: tx.now).map(\.id) == [1])
            #expect(try tx.enqueue(text("r4")).id == 4)
            #expect(try tx.integer("SELECT count(*) FROM pragma_foreign_key_check") == 0)
        }
        await store.close()
        let client = try scratch.open(.client)
        #expect(try await client.read { tx in try tx.list().count } == 4)
    }

    @Test("An account of version 1 can be given settings, and a report be of a new state")
    func newThings() async throws {
        try await makeVersion1()
        let store = try scratch.open()
        try await store.commit { tx throws in
            #expect(try tx.change(gateway: "sms", jid: ada, settings: ["a": "b"]))
            #expect(try tx.account(gateway: "sms", jid: ada)?.settings == ["a": "b"])
            let report = DeliveryReport(reference: "r1", state: .displayed)
            try tx.keep(report, gateway: "sms", until: tx.now + 60)
            #expect(try tx.takeReports(gateway: "sms", reference: "r1", providerID: nil) == [report])
        }
    }

    /// What version 1 left: its own schema, with rows that it wrote.
    private func makeVersion1() async throws {
        try await scratch.makeStore(ofVersion: 1, Self.rows(now: scratch.time.now.milliseconds))
    }

    private static func rows(now: Int64) -> String {
        let columns =
            "kind, gateway, direction, account, peer, state, turn, created, updated, due, reference, body, parts"
        let place = "'message', 'sms', 'out', '\(ada)', '\(phone)'"
        return """
            INSERT INTO account VALUES ('sms', '\(ada)', '+15550100001', NULL, 1700000000000);
            INSERT INTO outbox (\(columns)) VALUES (\(place), 'queued', 1, \(now), \(now), \(now), 'r1', 'one', NULL);
            INSERT INTO outbox (\(columns)) VALUES (\(place), 'queued', 0, \(now), \(now), \(now), 'r2', 'two', NULL);
            INSERT INTO outbox (\(columns)) VALUES (\(place), 'delivered', 0, 1, 2, 3, 'r3', 'three', 2);
            INSERT INTO deliveredPart VALUES (3, 'e');
            UPDATE outbox SET deliveredParts = 1 WHERE id = 3;
            INSERT INTO pause VALUES ('mail', 'no funds', 5);
            INSERT INTO report VALUES (7, 'sms', 'r9', NULL, NULL, 'failed', 'opted-out', 'STOP', NULL, 0, NULL,
                \(now + 60_000));
            """
    }
}

extension Scratch {
    /// A store as that version left it: its own schema, with rows that it wrote.
    func makeStore(ofVersion version: Int, _ rows: String) async throws {
        let store = try open()
        try await store.commit { tx throws in
            let tables = [
                "deliveredPart", "outbox", "account", "report", "pause", "file", "clock", "fetched", "cursor",
            ]
            for table in tables { try tx.execute("DROP TABLE \(table)") }
            for step in Schema.steps.prefix(version) { try tx.database.script(step) }
            try tx.database.script(rows)
            try tx.execute("PRAGMA user_version = \(version)")
        }
        await store.close()
    }
}
