// SPDX-License-Identifier: Apache-2.0

import Bridge
import Foundation
import Web

/// What the operator's listener tells of the bridge.
struct BridgeHealth: HealthSource {
    let bridge: Bridge

    func health() async -> Health {
        Health(links: bridge.links)
    }

    func status() async -> [UInt8] {
        let listings = ((try? await bridge.status())?.gateways ?? []).map(StatusListing.init)
        return Array((try? JSONEncoder().encode(listings)) ?? Data("[]".utf8))
    }
}
