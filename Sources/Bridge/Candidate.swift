// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto
import XMPP

/// A message stanza that asks to be sent, read but not yet judged against the store.
struct Candidate: Sendable {
    struct Content: Sendable {
        /// The contact first; never empty.
        let recipients: [Recipient]
        let text: String
        /// Links that travel as media.
        let media: [String]
    }

    /// More links than anybody sends in one message would only cost time.
    static let mostLinks = 20

    let stanza: Stanza
    /// The full JID that sent it.
    let sender: JID
    /// What it says and to whom, or why it cannot be sent whoever asks.
    let content: Result<Content, Failure>

    /// nil where there is nothing to send and nothing to answer: chat states, receipts, markers, an empty body, and
    /// what takes an earlier message back, for nobody can take back a text.
    init?(_ stanza: Stanza, setup: GatewayPost.Setup, map: AddressMap) async {
        guard let sender = stanza.from, let to = stanza.to, MessageRetraction.retractedID(in: stanza) == nil else {
            return nil
        }
        let links = Self.links(in: stanza)
        let isEncrypted = EncryptedPayload.isPresent(in: stanza)
        let text = Self.text(of: stanza, hasSubjects: setup.adapter.profile.threads != nil)
        guard isEncrypted || text != nil || !links.isEmpty else { return nil }
        self.stanza = stanza
        self.sender = sender
        guard !isEncrypted else {
            content = .failure(.encrypted)
            return
        }
        guard links.count <= Self.mostLinks else {
            content = .failure(.refused(Self.tooManyLinks))
            return
        }
        do {
            let addressees = Addressees(stanza: stanza, map: map, adapter: setup.adapter)
            let recipients = try await addressees.recipients(to: to)
            let limit = setup.adapter.profile.mediaLimit
            content = .success(Self.content(to: recipients, text: text, links: links, mediaLimit: limit))
        } catch {
            content = .failure(error)
        }
    }

    /// The key by which a repeat is known (design section 3); nil where the stanza bears no id at all.
    func repeatKey(to address: Address) -> String? {
        guard let id = StanzaIDs.originID(in: stanza) ?? stanza.id, case .success(let content) = content else {
            return nil
        }
        let subject = MessageThread.subject(in: stanza).map { [$0] } ?? []
        let parts = [sender.description, address.text, id, content.text] + content.media + subject
        // Lengths keep two different lists of parts from joining to the same bytes.
        let payload = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return HashAlgorithm.sha256.hexDigest(of: Array(payload.utf8))
    }

    /// The body without what XEP-0428 marks as a fallback for clients that do not know replies or reactions. Where a
    /// network has no subjects, a message that is nothing but its subject says it as its text.
    private static func text(of stanza: Stanza, hasSubjects: Bool) -> String? {
        guard let body = stanza.body else { return hasSubjects ? nil : MessageThread.subject(in: stanza) }
        let text = FallbackIndication.stripped(body, in: stanza)
        return text.unicodeScalars.contains { !$0.properties.isWhitespace } ? text : nil
    }

    /// No link holds white space: what stands on both sides of it are two.
    private static func links(in stanza: Stanza) -> [String] {
        OutOfBandData.urls(in: stanza).flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(String.init)
    }

    /// A link is media where the network takes media, else text. A body that is only the link is no caption (XEP-0066).
    private static func content(to recipients: [Recipient], text: String?, links: [String], mediaLimit: Int) -> Content
    {
        let media = Array(links.prefix(mediaLimit))
        var lines: [String] = []
        if let text, !media.contains(text) { lines.append(text) }
        let others = links.dropFirst(media.count)
        let words = others.isEmpty ? [] : (text ?? "").split(whereSeparator: \.isWhitespace)
        // Word by word, because a search through a long text for each link takes minutes.
        lines += others.filter { link in !words.contains { $0.hasPrefix(link) } }
        return Content(recipients: recipients, text: lines.joined(separator: "\n"), media: media)
    }

    private static let tooManyLinks = Refusal(
        .content,
        Sentence(
            "There are more than \(mostLinks) links in the message. Send them in several.",
            german: "Die Nachricht enthält mehr als \(mostLinks) Links. Senden Sie sie in mehreren."))
}
