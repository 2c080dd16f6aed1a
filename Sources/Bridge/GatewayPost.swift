// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
import Synchronization
package import XMPP

package import struct Foundation.Date

/// One gateway as the bridge runs it: its adapter and policy, which a reload may exchange, and the bells that wake its
/// two couriers.
package final class GatewayPost: Sendable {
    /// The operator's name for it.
    package let name: String
    /// The component's JID domain.
    package let domain: String
    /// Rings when there may be something to send to the network.
    let outbox = Doorbell()
    /// Rings when there may be something to write to the XMPP server.
    let inbox = Doorbell()

    private let state: Mutex<Setup>
    private let trouble = Mutex<(sentence: String, at: Date)?>(nil)

    /// What belongs together and changes together.
    package struct Setup: Sendable {
        package var adapter: any Gateway
        package var policy: GatewayPolicy

        package init(adapter: any Gateway, policy: GatewayPolicy) {
            self.adapter = adapter
            self.policy = policy
        }

        var terms: GatewayTerms { GatewayTerms(profile: adapter.profile, policy: policy) }
    }

    package init(name: String, domain: String, setup: Setup) {
        self.name = name
        self.domain = domain
        state = Mutex(setup)
    }

    package var setup: Setup { state.withLock { $0 } }
    package var adapter: any Gateway { setup.adapter }
    package var policy: GatewayPolicy { setup.policy }
    var terms: GatewayTerms { setup.terms }
    package var addresses: AddressMap { AddressMap(gateway: adapter, domain: domain) }

    /// The gateway's own JID, which is its domain. nil never happens for a domain that the configuration has checked.
    package var jid: JID? { JID(domain) }

    package func exchange(_ setup: Setup) {
        state.withLock { $0 = setup }
    }

    /// The last thing that went wrong while sending; nil since the start.
    package var lastError: (sentence: String, at: Date)? { trouble.withLock { $0 } }

    func note(error sentence: String, at date: Date) {
        trouble.withLock { $0 = (sentence, date) }
    }

    /// Something was stored for this gateway, by whatever way: let both couriers look.
    package func ring() {
        outbox.ring()
        inbox.ring()
    }
}
