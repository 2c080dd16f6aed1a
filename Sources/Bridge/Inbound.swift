// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
import Logging
import Store
import XMPP

import struct Foundation.Date

/// The way in, first half: what webhooks bring becomes rows before the provider gets its answer. The XMPP server may be
/// down meanwhile; the rows wait.
package struct Inbound: Inbox {
    private let posts: [String: GatewayPost]
    private let store: Store
    private let shelf: FileShelf
    private let time: any TimeSource
    private let logger: Logger

    init(posts: [GatewayPost], store: Store, shelf: FileShelf, time: any TimeSource, logger: Logger) {
        self.posts = Dictionary(uniqueKeysWithValues: posts.map { ($0.name, $0) })
        self.store = store
        self.shelf = shelf
        self.time = time
        self.logger = logger
    }

    package func receive(_ events: [WebhookEvent], gateway: String) async throws(InboxFailure) {
        guard let post = posts[gateway] else { return }
        let terms = post.terms
        let reports = DeliveryReports(gateway: gateway, terms: terms)
        do throws(StoreFailure) {
            let astray = try await store.commit { [self] tx in
                var astray: [Astray] = []
                for event in events {
                    switch event {
                    case .message(let message): astray += try take(message, for: gateway, terms, in: tx)
                    case .report(let report): try reports.apply(report, now: tx.now, in: tx)
                    case .ignored, .unknown: break
                    }
                }
                return astray
            }
            for one in astray { tell(of: one, gateway) }
        } catch {
            logger.error("\(error.sentence)", metadata: ["gateway": "\(gateway)"])
            throw InboxFailure(error)
        }
        // Also the way out: a report may have ended a row behind which another one waits.
        post.ring()
    }

    /// Whom a row is for: an account, or an admin; nil of both where nobody is known.
    private struct Reader {
        var own: Address?
        var jid: JID?
        var error: String?
    }

    /// A message that nobody reads: for whom it came, and whether the adapter itself could give it to nobody.
    private struct Astray {
        let own: Address?
        let hasObstacle: Bool
    }

    private func tell(of one: Astray, _ gateway: String) {
        logger.warning(
            one.hasObstacle
                ? "A message came that can be given to nobody; it is kept for the operator."
                : "A message came for an address that nobody has; it is kept for the operator.",
            metadata: ["gateway": "\(gateway)", "address": "\(one.own?.redacted ?? "none")"])
    }

    /// One row for each who is to read it. Gives those that nobody reads.
    private func take(
        _ message: IncomingMessage, for gateway: String, _ terms: GatewayTerms, in tx: Transaction
    ) throws -> [Astray] {
        var astray: [Astray] = []
        // Files are stored once, however many read them, and only with the first row that is no repeat.
        var files: StoredFiles?
        for reader in try readers(of: message, gateway, terms.policy, in: tx) {
            var message = message
            // Nobody needs to be told that they got it themselves.
            message.others = message.others.filter { $0.address != reader.own }
            var draft = draft(message, for: reader, gateway)
            guard try tx.repeated(draft) == nil else { continue }
            let stored = try files ?? store(message, in: tx)
            files = stored
            try place(&draft, message, original: stored.original, terms.profile.threads, in: tx)
            draft.media = stored.links + message.media
            _ = try tx.enqueue(draft)
            if reader.error != nil { astray.append(Astray(own: reader.own, hasObstacle: message.obstacle != nil)) }
        }
        return astray
    }

    private func readers(
        of message: IncomingMessage, _ gateway: String, _ policy: GatewayPolicy, in tx: Transaction
    ) throws -> [Reader] {
        if let obstacle = message.obstacle { return [Reader(own: message.to.first, error: obstacle)] }
        guard !message.isForOperators else {
            let admins = policy.admins.map { Reader(own: message.to.first, jid: $0.bare) }
            return admins.isEmpty ? [Reader(own: message.to.first, error: "this gateway has no admins")] : admins
        }
        if let reference = message.answersReference {
            let row = try tx.row(reference: reference)
            guard let row, row.gateway == gateway, row.direction == .out, let account = row.account else {
                return [Reader(own: message.to.first, error: "it answers a message that is no longer known")]
            }
            return [Reader(own: row.own, jid: account)]
        }
        // A provider that does not say for which number a text is must not make it vanish.
        guard !message.to.isEmpty else {
            return [Reader(error: "the provider does not say for which number it is")]
        }
        return try message.to.map { own in
            let account = try tx.account(gateway: gateway, address: own)
            return Reader(own: own, jid: account?.jid, error: account == nil ? "nobody has \(own.text)" : nil)
        }
    }

    private func draft(_ message: IncomingMessage, for reader: Reader, _ gateway: String) -> OutboxDraft {
        var draft = OutboxDraft(kind: .message, gateway: gateway, direction: .in, reference: Reference.fresh())
        draft.account = reader.jid
        draft.own = reader.own
        draft.peer = message.from
        draft.contact = reader.jid
        draft.stanzaID = StanzaIDs.fresh()
        draft.nickname = message.nickname
        draft.sentAt = message.sentAt
        draft.networkID = message.networkID
        draft.others = message.others
        draft.answerTo = message.answerTo
        // Several admins read it: that one of them did not get it is no failure.
        draft.returnAddress = message.isForOperators ? nil : message.returnAddress
        draft.isUnproven = message.isUnproven
        draft.isAutomatic = message.isAutomatic
        draft.dedupe = message.eventID.map { event in
            let admin = message.isForOperators ? reader.jid?.description ?? "" : ""
            return "in:\(gateway):\(event):\(reader.own?.text ?? "")\(admin)"
        }
        if let error = reader.error {
            draft.state = .failed
            draft.error = error
        }
        return draft
    }

    /// Finds the thread, and says what there is to read.
    private func place(
        _ draft: inout OutboxDraft, _ message: IncomingMessage, original: String?, _ rules: ThreadRules?,
        in tx: Transaction
    ) throws {
        var news = IncomingText.News.all
        if let rules, let account = draft.account, let peer = message.from {
            let search = ThreadSearch(message: message, rules: rules, gateway: draft.gateway, account: account)
            let known = try search.place(in: tx)
            let named = [message.ancestors.first, message.networkID].compactMap { $0 }
            draft.thread = known?.thread ?? named.first { $0.utf8.count <= MessageThread.longest } ?? draft.reference
            draft.inReplyTo = known?.inReplyTo
            draft.answers = known?.answered?.direction == .out ? known?.answered?.stanzaID : nil
            let last = try tx.latestThreaded(gateway: draft.gateway, account: account, peer: peer)
            news = Self.news(
                in: message, last, isFirst: known == nil, isElsewhere: last?.thread != draft.thread,
                rules.subjects)
            if try !message.firstMarks.isEmpty && tx.hasReceived(gateway: draft.gateway, account: account, from: peer) {
                news.remove(.contact)
            }
        }
        draft.subject = message.subject
        draft.body = IncomingText(message: message, news: news, original: original).body
    }

    /// - Parameters:
    ///   - last: the last message of the contact that was in any thread.
    ///   - isFirst: it begins a thread.
    ///   - isElsewhere: the last was in another thread.
    private static func news(
        in message: IncomingMessage, _ last: OutboxRow?, isFirst: Bool, isElsewhere: Bool,
        _ subjects: SubjectRule
    ) -> IncomingText.News {
        var news: IncomingText.News = .contact
        if isElsewhere || !subjects.continues(last?.subject, with: message.subject) { news.insert(.subject) }
        if isFirst { news.insert(.people) }
        let isRedirected = last?.direction == .in && last?.answerTo != message.answerTo
        if isFirst || isRedirected { news.insert(.answerTo) }
        return news
    }

    private struct StoredFiles {
        var links: [String]
        var original: String?
    }

    private func store(_ message: IncomingMessage, in tx: Transaction) throws -> StoredFiles {
        StoredFiles(
            links: try message.attachments.map { try shelf.keep($0, in: tx) },
            original: try message.original.map { try shelf.keep($0, in: tx) })
    }
}
