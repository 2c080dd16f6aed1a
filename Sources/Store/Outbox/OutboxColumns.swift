// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import XMPP

import struct Foundation.Date

/// The columns of a row in the order in which they are read: the raw value is the index.
private enum Column: Int, CaseIterable {
    case id, kind, gateway, direction, account, own, peer, state, attempts, created, updated, due, leased, expires
    case error, reference, providerID, parts, deliveredParts, contact, stanzaID, answers, condition, action
    case wantsReceipt, toldDelayed, language, nickname, body, media, erased, sentAt, dedupe
    case subject, thread, networkID, inReplyTo, others, role, recipient, answerTo, returnAddress
    case bundle, goesAlone, doubts, wantsDisplayed, ticked, isAutomatic, isUnproven
}

extension OutboxRow {
    /// What stands behind SELECT or RETURNING for `init(_:path:)`.
    static let columns = Column.allCases.map { "\($0)" }.joined(separator: ", ")

    /// Reads the row under a cursor. STRICT tables and NOT NULL make the types certain; a state that we do not know means
    /// that something else wrote the file.
    init(_ row: any Fields, path: String) throws(StoreFailure) {
        guard let kind = OutboxKind(rawValue: row[.kind]), let state = OutboxState(rawValue: row[.state]),
            let direction = OutboxDirection(rawValue: row[.direction]),
            let role = Recipient.Role(rawValue: (row[.role] as String?) ?? Recipient.Role.to.rawValue)
        else { throw .damaged(path: path) }
        id = row[.id]
        self.kind = kind
        gateway = row[.gateway]
        self.direction = direction
        account = row.jid(.account)
        own = row.address(.own)
        peer = row.address(.peer)
        self.state = state
        attempts = row[.attempts]
        created = Date(milliseconds: row[.created])
        updated = Date(milliseconds: row[.updated])
        due = Date(milliseconds: row[.due])
        leased = row.date(.leased)
        expires = row.date(.expires)
        error = row[.error]
        reference = row[.reference]
        providerID = row[.providerID]
        parts = row[.parts]
        deliveredParts = row[.deliveredParts]
        contact = row.jid(.contact)
        stanzaID = row[.stanzaID]
        answers = row[.answers]
        condition = row[.condition]
        action = row[.action]
        wantsReceipt = row[.wantsReceipt]
        toldDelayed = row[.toldDelayed]
        language = row[.language]
        nickname = row[.nickname]
        body = row[.body]
        media = (row[.media] as String?).map { $0.split(separator: "\n").map(String.init) } ?? []
        isErased = row[.erased]
        sentAt = row.date(.sentAt)
        dedupe = row[.dedupe]
        subject = row[.subject]
        thread = row[.thread]
        networkID = row[.networkID]
        inReplyTo = row[.inReplyTo]
        others = try JSONColumn.value(row[.others], path: path) ?? []
        self.role = role
        recipient = row.address(.recipient)
        answerTo = row.address(.answerTo)
        returnAddress = row.address(.returnAddress)
        bundle = row[.bundle]
        goesAlone = row[.goesAlone]
        doubts = row[.doubts]
        wantsDisplayed = row[.wantsDisplayed]
        ticked = row[.ticked]
        isAutomatic = row[.isAutomatic]
        isUnproven = row[.isUnproven]
    }
}

extension Fields {
    fileprivate subscript<T: Readable>(_ column: Column) -> T {
        T.read(self, column.rawValue)
    }

    fileprivate func jid(_ column: Column) -> JID? {
        (self[column] as String?).flatMap { JID($0) }
    }

    fileprivate func address(_ column: Column) -> Address? {
        (self[column] as String?).map(Address.init)
    }

    fileprivate func date(_ column: Column) -> Date? {
        (self[column] as Int64?).map { Date(milliseconds: $0) }
    }
}
