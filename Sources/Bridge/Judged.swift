// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store
import XMPP

import struct Foundation.Date

/// A message of which the adapter has said all that it has to say: now only the store speaks.
struct Judged: Sendable {
    let candidate: Candidate
    /// The account's address that it was judged with; nil: none was known, and it was not judged.
    let own: Address?
    /// A row for each recipient, the contact's first, without its times and its place in a thread; empty where nothing can
    /// be sent.
    let drafts: [OutboxDraft]
    /// Which subject it gets, or why the network would not take it.
    let verdict: Result<SubjectChoice?, Refusal>

    init(_ candidate: Candidate, own: Address?, by adapter: any Gateway, gateway: String) async {
        self.candidate = candidate
        self.own = own
        guard let own, case .success(let content) = candidate.content else {
            drafts = []
            verdict = .success(nil)
            return
        }
        let drafts = candidate.drafts(content, own: own, gateway: gateway)
        self.drafts = drafts
        do throws(Refusal) {
            let copies = OutgoingMessage.copies(
                drafts, from: own, subject: MessageThread.subject(in: candidate.stanza))
            verdict = .success(try await adapter.judge(copies).subject)
        } catch {
            verdict = .failure(error)
        }
    }

    /// The rows as they are stored at that time.
    func dated(_ now: Date, _ terms: GatewayTerms) -> [OutboxDraft] {
        drafts.map { draft in
            var draft = draft
            draft.expires = now.addingTimeInterval(terms.policy.giveUpAfter.seconds)
            if draft.dedupe != nil { draft.dedupeUntil = now.addingTimeInterval(Outbound.memory.seconds) }
            let coalesce = terms.profile.coalesce
            if drafts.count == 1, coalesce > .zero { draft.due = now.addingTimeInterval(coalesce.seconds) }
            return draft
        }
    }
}
