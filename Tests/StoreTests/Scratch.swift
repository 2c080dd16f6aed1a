// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing
import XMPP

/// A folder of its own, a clock that stands still, and what it takes to fill a store. The folder goes with it.
final class Scratch: Sendable {
    let folder: String
    let time = ManualTime()

    init() throws {
        folder = try StoreFolder.make()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var path: String { folder + "/postern.db" }

    func open(_ role: Store.Role = .daemon) throws(StoreFailure) -> Store {
        try Store(path: path, role: role, time: time)
    }

    /// Everything of the database that is on disk: the file itself and what SQLite keeps beside it.
    func bytes() throws -> Data {
        try ["", "-wal", "-shm"].reduce(into: Data()) { bytes, suffix in
            guard FileManager.default.fileExists(atPath: path + suffix) else { return }
            bytes += try Data(contentsOf: URL(fileURLWithPath: path + suffix))
        }
    }
}

let ada = jid("ada@example.org")
let grace = jid("grace@example.org")
let phone = Address("+15550100099")

func jid(_ text: String) -> JID {
    guard let jid = JID(text) else { preconditionFailure("no JID: \(text)") }
    return jid
}

func account(_ jid: JID, _ address: String, gateway: String = "sms") -> Account {
    Account(jid: jid, gateway: gateway, address: Address(address), created: Date(timeIntervalSince1970: 1_700_000_000))
}

/// A text of `account` to `peer`.
func text(
    _ reference: String, from account: JID = ada, to peer: Address = phone, gateway: String = "sms",
    _ change: (inout OutboxDraft) -> Void = { _ in }
) -> OutboxDraft {
    var draft = OutboxDraft(gateway: gateway, direction: .out, account: account, reference: reference)
    draft.own = Address("+15550100001")
    draft.peer = peer
    draft.contact = account.with(resource: "phone")
    draft.stanzaID = "stanza-\(reference)"
    draft.body = "hello \(reference)"
    draft.expires = Date(timeIntervalSince1970: 1_700_000_000 + 4 * 3600)
    change(&draft)
    return draft
}

/// A text from a phone to `account`.
func incoming(
    _ reference: String, to account: JID = ada, gateway: String = "sms",
    _ change: (inout OutboxDraft) -> Void = { _ in }
) -> OutboxDraft {
    var draft = OutboxDraft(gateway: gateway, direction: .in, account: account, reference: reference)
    draft.own = Address("+15550100001")
    draft.peer = phone
    draft.contact = account
    draft.stanzaID = "stanza-\(reference)"
    draft.body = "hi \(reference)"
    change(&draft)
    return draft
}

/// A case is known by its reference.
extension OutboxDraft: CustomTestStringConvertible {
    package var testDescription: String { reference }
}

extension Store {
    /// Stores drafts and gives their ids.
    @discardableResult
    func fill(_ drafts: OutboxDraft...) async throws -> [Int64] {
        try await commit { tx in try drafts.map { try tx.enqueue($0).id } }
    }

    func state(_ id: Int64) async throws -> OutboxState? {
        try await read { tx in try tx.row(id)?.state }
    }
}
