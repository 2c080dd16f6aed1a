// SPDX-License-Identifier: Apache-2.0

import Logging
import XMPP

/// A link that is made only to see whether the server takes it.
enum Handshake {
    /// How long one attempt may take: the link's own limits are below it.
    private static let patience = Duration.seconds(20)

    /// nil where it works; else what to change.
    static func attempt(_ settings: LinkSettings) async -> String? {
        let (states, continuation) = AsyncStream<LinkState>.makeStream()
        let link = ComponentLink(
            settings: settings, delegate: Visitor(states: continuation),
            logger: Logger(label: "doctor") { _ in
                SwiftLogNoOpLogHandler()
            })
        return await withTaskGroup(of: String?.self) { group in
            group.addTask {
                await link.run()
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: patience)
                return "\(settings.address) does not answer"
            }
            group.addTask { await verdict(states) }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private static func verdict(_ states: AsyncStream<LinkState>) async -> String? {
        for await state in states {
            switch state {
            case .connecting: continue
            case .up: return nil
            case .down(let failure): return failure?.description
            }
        }
        return nil
    }

    /// Whoever writes in this moment is told to try again: nothing is taken that would be lost.
    private struct Visitor: LinkDelegate {
        let states: AsyncStream<LinkState>.Continuation

        func received(_ stanzas: [Stanza], on link: ComponentLink) async -> [Stanza] {
            stanzas.compactMap { $0.error(StanzaError(.recipientUnavailable, .wait)) }
        }

        func linkChanged(_ state: LinkState, on link: ComponentLink) async {
            states.yield(state)
        }
    }
}
