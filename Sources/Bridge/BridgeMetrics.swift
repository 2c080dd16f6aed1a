// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Metrics

/// What the bridge counts, under one roof so that the names are easy to find.
enum BridgeMetrics {
    static func sent(_ result: SendResult, gateway: String) {
        let outcome =
            switch result {
            case .accepted: "accepted"
            case .temporary: "temporary"
            case .permanent: "permanent"
            case .account: "account"
            case .uncertain: "uncertain"
            }
        Counter(label: "postern_sends_total", dimensions: [("gateway", gateway), ("result", outcome)]).increment()
    }

    static func relayed(_ count: Int, gateway: String) {
        Counter(label: "postern_relayed_total", dimensions: [("gateway", gateway)]).increment(by: count)
    }
}
