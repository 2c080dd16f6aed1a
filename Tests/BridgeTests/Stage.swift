// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Logging
import Store
import Support
import Testing
import XMPP

@testable import Bridge

/// One gateway `sms` at `sms.example.org` on a store of its own, under a clock that stands still. Ada has +15550100001
/// there and Grace +15550100002. The folder goes with the stage.
final class Stage: Sendable {
    let folder: String
    let time = ManualTime()
    let store: Store
    let gateway: FakeGateway
    let post: GatewayPost
    let desk: Desk
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    init(
        _ gateway: FakeGateway = FakeGateway(), policy: GatewayPolicy = GatewayPolicy(), accounts: [Account] = people
    ) async throws {
        folder = try StoreFolder.make()
        store = try Store(path: folder + "/postern.db", role: .daemon, time: time)
        self.gateway = gateway
        post = GatewayPost(name: "sms", domain: "sms.example.org", setup: .init(adapter: gateway, policy: policy))
        desk = Desk(post: post, store: store, time: time, version: "1.0", logger: logger)
        try await store.commit { tx in
            for account in accounts { try tx.add(account) }
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Ada and Grace.
    static let people = [
        Account(jid: ada, gateway: "sms", address: adasNumber, created: start),
        Account(jid: grace, gateway: "sms", address: gracesNumber, created: start),
    ]
}

// What stands in the store.
extension Stage {
    func rows(_ kinds: Set<OutboxKind>? = nil) async throws -> [OutboxRow] {
        try await store.read { tx in try tx.list(OutboxFilter(kinds: kinds)) }
    }

    /// All rows as `direction kind state`, old to new: what happened, and that nothing else did.
    func summary() async throws -> [String] {
        try await rows().map { "\($0.direction.rawValue) \($0.kind.rawValue) \($0.state.rawValue)" }
    }

    func row(_ id: Int64) async throws -> OutboxRow? {
        try await store.read { tx in try tx.row(id) }
    }

    /// Stores a text of Ada's to `phone`, and gives the row's id.
    @discardableResult
    func queue(
        _ text: String = "hello", to peer: Address = phone, from account: Account = Stage.people[0],
        reference: String = UUID().uuidString, _ change: (inout OutboxDraft) -> Void = { _ in }
    ) async throws -> Int64 {
        var draft = OutboxDraft(
            kind: .message, gateway: "sms", direction: .out, account: account.jid, reference: reference)
        draft.own = account.address
        draft.peer = peer
        draft.contact = account.jid.with(resource: "phone")
        draft.stanzaID = "id-\(text)"
        draft.wantsReceipt = true
        draft.body = text
        draft.expires = time.now + 4 * 3600
        change(&draft)
        let made = draft
        return try await store.commit { tx in try tx.enqueue(made).id }
    }

    /// Leases the row that is due, as the worker does.
    func lease() async throws -> OutboxRow? {
        let now = time.now
        return try await store.commit { tx in try tx.lease(gateway: "sms", limit: 1, now: now) }.first
    }

    /// Stores a text from `phone` to Ada, and gives the row's id.
    @discardableResult
    func arrive(_ text: String, _ change: (inout OutboxDraft) -> Void = { _ in }) async throws -> Int64 {
        var draft = OutboxDraft(
            kind: .message, gateway: "sms", direction: .in, account: ada, reference: UUID().uuidString)
        draft.own = adasNumber
        draft.peer = phone
        draft.contact = ada
        draft.stanzaID = "in-\(text)"
        draft.body = text
        change(&draft)
        let made = draft
        return try await store.commit { tx in try tx.enqueue(made).id }
    }

    /// A mail to Ada comes in, and is stored as the row that is given.
    func receive(
        _ id: String, subject: String?, from sender: Address, _ change: (inout IncomingMessage) -> Void
    ) async throws -> OutboxRow {
        var message = IncomingMessage(eventID: id, from: sender, to: [adasNumber], text: "hi")
        message.networkID = id
        message.subject = subject
        change(&message)
        let inbound = Inbound(
            posts: [post], store: store, shelf: FileShelf(publicURL: "https://gw.example.org"), time: time,
            logger: logger)
        try await inbound.receive([.message(message)], gateway: "sms")
        return try #require(await rows().last)
    }
}

let start = Date(timeIntervalSince1970: 1_700_000_000)
let ada = jid("ada@example.org")
let adasPhone = jid("ada@example.org/phone")
let grace = jid("grace@example.org")
let stranger = jid("mallory@example.org")
let gatewayJID = jid("sms.example.org")
let contact = jid("+15550100099@sms.example.org")
let phone = Address("+15550100099")
let adasNumber = Address("+15550100001")
let gracesNumber = Address("+15550100002")

func jid(_ text: String) -> JID {
    guard let jid = JID(text) else { preconditionFailure("no JID: \(text)") }
    return jid
}
