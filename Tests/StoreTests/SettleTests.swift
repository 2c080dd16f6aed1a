// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

@Suite("Results and reports move a row forward only")
struct SettleTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    /// For each state in which a row can be after an attempt: where a result or report can still take it.
    static let moves: [(from: OutboxState, to: [OutboxState])] = [
        (.queued, [.accepted, .delivered, .failed, .expired, .cancelled, .uncertain]),
        (.sending, [.accepted, .delivered, .failed, .expired, .uncertain]),
        (.accepted, [.delivered, .failed, .expired]),
        (.uncertain, [.accepted, .delivered, .failed, .expired]),
        (.delivered, []), (.failed, []), (.expired, []), (.cancelled, []),
    ]

    @Test("Every pair of states", arguments: moves)
    func table(_ from: OutboxState, _ allowed: [OutboxState]) async throws {
        for to in OutboxState.allCases {
            let id = try await put("\(from)-\(to)", in: from)
            let settled = try await store.commit { tx throws in
                try tx.settle(id, as: to, error: "why", providerID: nil, parts: nil)
            }
            let row = try #require(try await store.read { tx in try tx.row(id) })
            #expect((settled != nil) == allowed.contains(to), "\(from) → \(to)")
            #expect(row.state == (allowed.contains(to) ? to : from), "\(from) → \(to)")
            #expect((row.error == "why") == allowed.contains(to), "\(from) → \(to)")
        }
    }

    /// A row that was tried once and is in this state now.
    private func put(_ reference: String, in state: OutboxState) async throws -> Int64 {
        let id = try await store.fill(text(reference, to: Address(reference)))[0]
        try await store.commit { tx throws in
            if state == .cancelled { _ = try tx.cancel(id) }
            guard state != .cancelled else { return }
            _ = try tx.lease(gateway: "sms", limit: 1000, now: tx.now)
            switch state {
            case .queued: try tx.postpone(id, attempt: 1, until: tx.now + 3600, error: nil)
            case .sending: break
            default: _ = try tx.settle(id, as: state, error: nil, providerID: nil, parts: nil)
            }
        }
        #expect(try await store.state(id) == state)
        return id
    }

    @Test("The row comes back as it is after the change")
    func returnsTheChangedRow() async throws {
        let id = try await put("a", in: .sending)
        scratch.time.advance(by: .seconds(5))
        let row = try await store.commit { tx throws in
            try tx.settle(id, as: .accepted, error: nil, providerID: "P1", parts: 3)
        }
        #expect(row?.state == .accepted && row?.providerID == "P1" && row?.parts == 3)
        #expect(row?.updated == scratch.time.now)
        #expect(
            try await store.commit { tx throws in
                try tx.settle(999, as: .accepted, error: nil, providerID: nil, parts: nil) == nil
            })
    }

    @Test("A report before the answer to the send: the answer only fills in what it knows")
    func earlyReport() async throws {
        let id = try await put("a", in: .sending)
        try await store.commit { tx throws in
            #expect(try tx.settle(id, as: .delivered, error: nil, providerID: nil, parts: nil)?.state == .delivered)
            #expect(try tx.settle(id, as: .accepted, error: nil, providerID: "P1", parts: 2) == nil)
            #expect(try tx.settle(id, as: .delivered, error: nil, providerID: "P2", parts: 9) == nil)
            let row = try tx.row(id)
            #expect(row?.state == .delivered && row?.providerID == "P1" && row?.parts == 2)
        }
    }

    @Test("A late report about an earlier attempt does not make an operator's retry disappear")
    func lateAccepted() async throws {
        let id = try await put("a", in: .uncertain)
        try await store.commit { tx throws in
            #expect(try tx.retry(id) == .queued)
            #expect(try tx.settle(id, as: .accepted, error: nil, providerID: "old", parts: nil) == nil)
            let leased = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            #expect(leased.map(\.id) == [id] && leased[0].providerID == nil)
        }
    }

    @Test("A note is for the operator and moves nothing")
    func note() async throws {
        let id = try await put("a", in: .delivered)
        try await store.commit { tx in try tx.note(id, error: "came back") }
        let row = try await store.read { tx in try tx.row(id) }
        #expect(row?.state == .delivered && row?.error == "came back")
    }

    @Test("That the sender knows of the delay is kept")
    func toldDelayed() async throws {
        let ids = try await store.fill(text("a"), text("b"))
        try await store.commit { tx in _ = try tx.markToldDelayed(ids[0]) }
        #expect(try await store.read { tx in try ids.map { try tx.row($0)?.toldDelayed } } == [true, false])
    }

    @Test("That a receipt was given is kept, and moves nothing")
    func ticked() async throws {
        let ids = try await store.fill(text("a"), text("b"))
        try await store.commit { tx in _ = try tx.markTicked(ids[0]) }
        let rows = try await store.read { tx in try ids.compactMap { try tx.row($0) } }
        #expect(rows.map(\.ticked) == [true, false])
        #expect(rows.map(\.state) == [.queued, .queued])
    }

    @Test("Parts count once for each event, and always where events have no id")
    func parts() async throws {
        let ids = try await store.fill(text("a"), text("b"))
        try await store.commit { tx throws in
            _ = try tx.lease(gateway: "sms", limit: 1, now: tx.now)
            _ = try tx.settle(ids[0], as: .accepted, error: nil, providerID: nil, parts: 3)
            #expect(try tx.countDeliveredPart(ids[0], eventID: "e1") == (1, 3))
            #expect(try tx.countDeliveredPart(ids[0], eventID: "e1") == (1, 3))
            #expect(try tx.countDeliveredPart(ids[0], eventID: "e2") == (2, 3))
            #expect(try tx.countDeliveredPart(ids[0], eventID: nil) == (3, 3))
            #expect(try tx.countDeliveredPart(ids[1], eventID: "e1") == (1, nil))
            #expect(try tx.countDeliveredPart(999, eventID: "e1") == (0, nil))
            #expect(try tx.countDeliveredPart(999, eventID: nil) == (0, nil))
            #expect(try tx.row(ids[0])?.deliveredParts == 3)
        }
    }
}
