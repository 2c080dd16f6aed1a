// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

import struct Foundation.Date

/// Writes a row of the outbox as stanzas, the same ones each time it is written.
struct RowStanzas: Sendable {
    /// The longest body of one stanza, in bytes: escaped it may grow sixfold, and a server ends the stream of whoever sends
    /// a stanza above its limit (Prosody's is 512 KiB).
    static let longestBody = 64 * 1024

    /// Unicode scalars of a subject and of a name: nobody reads more, and a stanza must stay small. (A character may be of
    /// any size.)
    static let longestSubject = 1_000
    static let longestName = 200

    /// A message that is older gets a XEP-0203 stamp, so that it does not look as if it were said now.
    static let fresh = Duration.seconds(60)

    let domain: String
    let addresses: AddressMap

    /// Nothing where the row can no longer be written: its body is erased, or its address fits in no JID.
    func stanzas(for row: OutboxRow, now: Date) -> [Stanza] {
        guard let to = row.contact, let from = sender(of: row) else { return [] }
        switch row.kind {
        case .message: return message(row, from: from, to: to, now: now)
        case .receipt: return [receipt(row, from: from, to: to)]
        case .failure: return [failure(row, from: from, to: to)]
        case .notice: return [notice(row, from: from, to: to)]
        }
    }

    private func sender(of row: OutboxRow) -> JID? {
        row.peer.flatMap { addresses.jid(of: $0) } ?? JID(domain)
    }

    /// The text, then a message for each link whose body is the link itself, as clients show pictures (XEP-0066).
    private func message(_ row: OutboxRow, from: JID, to: JID, now: Date) -> [Stanza] {
        guard let text = row.body else { return [] }
        // A sender whose name fits in no JID writes from the gateway's own, with the name before the text.
        let body = from.local == nil ? "\(row.nickname ?? row.peer?.text ?? "?"):\n\(text)" : text
        var extras: [Element] = []
        if let name = row.nickname { extras.append(Nickname.element(Self.shortened(name, to: Self.longestName))) }
        let sentAt = row.sentAt ?? row.created
        if now.timeIntervalSince(sentAt) > Self.fresh.seconds {
            extras.append(DelayedDelivery.element(stamp: sentAt, from: domain))
        }
        if let thread = row.thread { extras.append(MessageThread.element(thread)) }
        if row.isAutomatic { extras.append(StanzaHeaders.element(["Auto-Submitted": "auto-generated"])) }
        var contents = body.isEmpty && !row.media.isEmpty ? [] : Self.pieces(of: body).map { [Self.body($0)] }
        contents += row.media.map { [Self.body($0), OutOfBandData.element(url: $0)] }
        if !contents.isEmpty { contents[0] += about(row, from: from, to: to) }
        return contents.enumerated().map { index, content in
            let id = row.stanzaID.map { index == 0 ? $0 : "\($0)-\(index)" }
            return Stanza(.message, type: "chat", id: id, from: from, to: to, content + extras)
        }
    }

    /// What the first of a message's stanzas says besides: its subject, what it answers, and who else has it.
    private func about(_ row: OutboxRow, from: JID, to: JID) -> [Element] {
        var elements: [Element] = []
        if let subject = row.subject {
            elements.append(MessageThread.subject(Self.shortened(subject, to: Self.longestSubject)))
        }
        if let answers = row.answers { elements.append(MessageReplies.element(to: answers, by: to.bare)) }
        let others = row.others.compactMap { other in
            addresses.jid(of: other.address).map {
                ExtendedAddress(
                    other.role == .to ? .to : .cc, jid: $0,
                    description: other.name.map { Self.shortened($0, to: Self.longestName) }, isDelivered: true)
            }
        }
        if !others.isEmpty {
            elements.append(ExtendedAddress.element([ExtendedAddress(.to, jid: to.bare, isDelivered: true)] + others))
        }
        return elements
    }

    private func receipt(_ row: OutboxRow, from: JID, to: JID) -> Stanza {
        let marks = row.answers ?? ""
        let isMarker = row.action == OutboxDraft.displayedAction
        return Stanza(
            .message, type: "chat", id: row.stanzaID, from: from, to: to,
            [isMarker ? ChatMarker.displayed(id: marks) : DeliveryReceipts.received(id: marks), MessageHints.store])
    }

    private func failure(_ row: OutboxRow, from: JID, to: JID) -> Stanza {
        let error = StanzaError(
            row.condition.flatMap(StanzaError.Condition.init) ?? .undefinedCondition,
            row.action.flatMap(StanzaError.Action.init) ?? .cancel, text: row.body, language: row.language)
        return Stanza(.message, type: "error", id: row.stanzaID, from: from, to: to, [error.element])
    }

    private func notice(_ row: OutboxRow, from: JID, to: JID) -> Stanza {
        Stanza(
            .message, type: "chat", id: row.stanzaID, from: from, to: to, language: row.language,
            [Self.body(row.body ?? "")])
    }

    static func shortened(_ text: String, to limit: Int) -> String {
        String(text.unicodeScalars.prefix(limit))
    }

    private static func body(_ text: String) -> Element {
        Element("body", Namespace.component, text: text)
    }

    /// A text too long for one stanza goes in several; whole characters stay whole.
    private static func pieces(of text: String) -> [String] {
        guard text.utf8.count > longestBody else { return [text] }
        var pieces: [String] = []
        var piece = ""
        var size = 0
        for scalar in text.unicodeScalars {
            let width = scalar.utf8.count
            if size + width > longestBody {
                pieces.append(piece)
                piece = ""
                size = 0
            }
            piece.unicodeScalars.append(scalar)
            size += width
        }
        return pieces + [piece]
    }
}
