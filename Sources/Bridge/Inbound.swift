// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
package import Store
import XMPP

import struct Foundation.Date

/// The way in, first half: what webhooks bring becomes rows before the provider gets its answer. The XMPP server may be
/// down meanwhile; the rows wait.
package struct Inbound: Inbox {
    private let posts: [String: GatewayPost]
    private let store: Store
    private let time: any TimeSource
    private let logger: Logger

    package init(posts: [GatewayPost], store: Store, time: any TimeSource, logger: Logger) {
        self.posts = Dictionary(uniqueKeysWithValues: posts.map { ($0.name, $0) })
        self.store = store
        self.time = time
        self.logger = logger
    }

    package func receive(_ events: [WebhookEvent], gateway: String) async throws {
        guard let post = posts[gateway] else { return }
        let now = time.now
        let reports = DeliveryReports(post: post)
        try await store.commit { [self] tx in
            for event in events {
                switch event {
                case .message(let message): try take(message, for: post, in: tx)
                case .report(let report): try reports.apply(report, now: now, in: tx)
                case .ignored, .unknown: break
                }
            }
        }
        // Also the way out: a report may have ended a row behind which another one waits.
        post.ring()
    }

    /// One row for each of our addresses that the message was sent to.
    private func take(_ message: IncomingMessage, for post: GatewayPost, in tx: Transaction) throws {
        // A provider that does not say for which number a text is must not make it vanish.
        let recipients = message.to.isEmpty ? [nil] : message.to.map(Optional.some)
        for own in recipients {
            let account = try own.flatMap { try tx.account(gateway: post.name, address: $0) }
            var draft = OutboxDraft(
                kind: .message, gateway: post.name, direction: .in, reference: Reference.fresh())
            draft.account = account?.jid
            draft.own = own
            draft.peer = message.from
            draft.contact = account?.jid
            draft.stanzaID = StanzaIDs.fresh()
            draft.nickname = message.nickname
            draft.body = Self.text(of: message)
            draft.media = message.media.filter { !Self.isInline($0) }
            draft.sentAt = message.sentAt
            draft.dedupe = message.eventID.map { "in:\(post.name):\($0):\(own?.text ?? "")" }
            if account == nil {
                draft.state = .failed
                draft.error = own.map { "nobody has \($0.text)" } ?? "the provider does not say for which number it is"
                logger.warning(
                    "A message came for an address that nobody has; it is kept for the operator.",
                    metadata: ["gateway": "\(post.name)", "address": "\(own?.redacted ?? "none")"])
            }
            _ = try tx.enqueue(draft)
        }
    }

    /// Content that came inside the webhook fits in no stanza; the person is told that there was something.
    private static func text(of message: IncomingMessage) -> String {
        guard message.media.contains(where: isInline) else { return message.text }
        let notice = "[A picture or file came with this message; this gateway cannot pass it on.]"
        return message.text.isEmpty ? notice : "\(message.text)\n\(notice)"
    }

    private static func isInline(_ link: String) -> Bool { link.hasPrefix("data:") }
}
