// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
package import Logging
package import Store
import Synchronization
package import XMPP

/// One gateway's counter towards XMPP: what a client's stanza to its domain or to one of its contacts leads to.
package final class Desk: Sendable {
    package let post: GatewayPost
    private let outbound: Outbound
    private let registration: Registration
    private let returned: ReturnedErrors
    private let presences: Presences
    private let announcer: Announcer
    private let iq: IQRouter
    private let store: Store
    private let attached = Mutex<ComponentLink?>(nil)

    package init(post: GatewayPost, store: Store, time: any TimeSource, version: String, logger: Logger) {
        self.post = post
        self.store = store
        outbound = Outbound(post: post, store: store, time: time, logger: logger)
        registration = Registration(post: post, store: store, time: time, logger: logger)
        returned = ReturnedErrors(post: post, store: store, time: time, logger: logger)
        presences = Presences(post: post, store: store)
        announcer = Announcer(presences)
        iq = Features.router(for: post, registration: registration, version: version)
    }

    /// The gateway's link, once there is one.
    package var link: ComponentLink? { attached.withLock { $0 } }

    package func attach(_ link: ComponentLink) {
        attached.withLock { $0 = link }
    }

    /// A link that comes up tells everybody that the gateway is there, and lets what waited go.
    /// Called where the link reads, so it waits for nothing.
    func linkChanged(_ state: LinkState) async {
        guard state == .up, let link else { return announcer.stop() }
        post.inbox.ring()
        announcer.begin(on: link)
    }

    /// What needs no waiting: pings, at the pace of all clients together.
    func immediateAnswer(_ stanza: Stanza) -> Stanza? {
        iq.immediateAnswer(stanza)
    }

    /// Takes messages of one read; what comes back tells which were not accepted.
    func accept(_ messages: [Stanza]) async -> [Stanza] {
        var replies: [Stanza] = []
        var chats: [Stanza] = []
        for message in messages {
            if message.type == "groupchat" {
                replies += Self.refusal(of: message)
            } else {
                chats.append(message)
            }
        }
        return replies + (await outbound.accept(chats))
    }

    /// An IQ, a presence, or an error that came back.
    func answer(_ stanza: Stanza) async -> [Stanza] {
        switch stanza.kind {
        case .iq: return await answerIQ(stanza)
        case .presence: return await presences.answer(stanza)
        case .message:
            await returned.record(stanza)
            return []
        }
    }

    private func answerIQ(_ stanza: Stanza) async -> [Stanza] {
        guard InBandRegistration.isChange(stanza), let person = stanza.from?.bare else {
            return await iq.answer(stanza).map { [$0] } ?? []
        }
        let before = await presences.isRegistered(person)
        guard let answer = await iq.answer(stanza) else { return [] }
        guard let before, let after = await presences.isRegistered(person) else { return [answer] }
        return [answer] + presences.following(registered: (before, after), person)
    }

    private static func refusal(of message: Stanza) -> [Stanza] {
        message.error(Failure.groupChat.error(language: message.language)).map { [$0] } ?? []
    }
}
