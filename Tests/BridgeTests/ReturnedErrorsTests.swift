// SPDX-License-Identifier: Apache-2.0

import Store
import Support
import Testing
import XMPP

@testable import Bridge

@Suite("ReturnedErrors: a relayed message comes back")
struct ReturnedErrorsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var id: String? = "in-hi"
        var from: JID? = adasPhone
        /// How far the row had come.
        var isConfirmed = false
        let state: OutboxState
        var error: String?
    }

    private static let text = "the XMPP server returned it: service-unavailable"

    @Test(
        "is recorded at its row, and never answered",
        arguments: [
            Case(testDescription: "before the confirmation", state: .failed, error: text),
            Case(testDescription: "after the confirmation", isConfirmed: true, state: .delivered, error: text),
            Case(testDescription: "from the account's server", from: ada, state: .failed, error: text),
            Case(testDescription: "for the second of its stanzas", id: "in-hi-1", state: .failed, error: text),
            Case(testDescription: "another id", id: "in-ho", state: .accepted),
            Case(testDescription: "no id", id: nil, state: .accepted),
            Case(testDescription: "somebody else's", from: stranger, state: .accepted),
            Case(testDescription: "nobody's", from: nil, state: .accepted),
        ])
    func record(_ example: Case) async throws {
        let stage = try await Stage()
        let id = try await stage.arrive("hi")
        try await stage.store.commit { tx in
            let ids = try tx.leaseForLink(gateway: "sms", limit: 9).map(\.id)
            try tx.markWritten(ids)
            if example.isConfirmed { try tx.confirmRelayed(ids) }
        }
        let error = StanzaError(.serviceUnavailable, .cancel).element
        let stanza = Stanza(.message, type: "error", id: example.id, from: example.from, to: contact, [error])
        #expect(await stage.desk.answer(stanza).isEmpty)
        let row = try #require(await stage.row(id))
        #expect(row.state == example.state && row.error == example.error)
        #expect(try await stage.rows().count == 1)
    }

    @Test("a failure notice that comes back changes nothing")
    func failure() async throws {
        let stage = try await Stage()
        let row = try #require(await stage.row(stage.queue("hi")))
        let id = try await stage.store.commit { tx in try tx.enqueue(.failure(.uncertain, for: row)).id }
        let error = StanzaError(.recipientUnavailable, .wait).element
        let stanza = Stanza(.message, type: "error", id: "id-hi", from: adasPhone, to: contact, [error])
        #expect(await stage.desk.answer(stanza).isEmpty)
        #expect(try await stage.row(id)?.error == nil)
        #expect(try await stage.summary() == ["out message queued", "in failure queued"])
    }
}
