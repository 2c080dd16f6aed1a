// SPDX-License-Identifier: Apache-2.0

package import Store
import XMPP

package import struct Foundation.Date

/// What `postern status` and `/healthz` tell of the running bridge.
package struct BridgeStatus: Sendable {
    package struct Gateway: Sendable {
        package let name: String
        package let domain: String
        package let isUp: Bool
        /// `up`, `connecting`, or the sentence that says why it is down.
        package let link: String
        /// Why the gateway is paused; nil while it sends.
        package let pause: String?
        /// Rows by direction and state, without those that are done.
        package let queues: [Queue]
        /// The last thing that went wrong while sending; nil since the start.
        package let lastError: String?
        package let lastErrorAt: Date?
    }

    package struct Queue: Sendable {
        package let direction: String
        package let state: String
        package let count: Int
    }

    package let gateways: [Gateway]
}

extension Bridge {
    /// By the operator's names: is each gateway's link up?
    package var links: [String: Bool] {
        Dictionary(uniqueKeysWithValues: lanes.map { ($0.post.name, $0.link.state == .up) })
    }

    package func status() async throws(StoreFailure) -> BridgeStatus {
        let (counts, pauses) = try await store.survey { tx in (try tx.counts(), try tx.pauses()) }
        return BridgeStatus(
            gateways: lanes.map { lane in
                let name = lane.post.name
                let error = lane.post.lastError
                return BridgeStatus.Gateway(
                    name: name, domain: lane.post.domain, isUp: lane.link.state == .up,
                    link: lane.link.state.sentence, pause: pauses.first { $0.gateway == name }?.reason,
                    queues: counts.filter { $0.gateway == name }.map {
                        .init(direction: $0.direction.rawValue, state: $0.state.rawValue, count: $0.count)
                    },
                    lastError: error?.sentence, lastErrorAt: error?.at)
            })
    }
}

extension LinkState {
    /// For the operator: one word, or why there is no link.
    fileprivate var sentence: String {
        switch self {
        case .connecting: "connecting"
        case .up: "up"
        case .down(let failure): failure?.description ?? "stopped"
        }
    }
}
