// SPDX-License-Identifier: Apache-2.0

import Bridge

/// One gateway as `postern status --json` shows it; the keys are stable.
struct StatusListing: Codable {
    struct Queue: Codable {
        let direction: String
        let state: String
        let count: Int
    }

    let gateway: String
    let domain: String
    /// `up`, `connecting`, or why it is down.
    let link: String
    let up: Bool
    /// Why it is paused; absent while it sends.
    let pause: String?
    let queues: [Queue]
    let lastError: String?
    let lastErrorAt: String?

    init(_ gateway: BridgeStatus.Gateway) {
        self.gateway = gateway.name
        domain = gateway.domain
        link = gateway.link
        up = gateway.isUp
        pause = gateway.pause
        queues = gateway.queues.map { Queue(direction: $0.direction, state: $0.state, count: $0.count) }
        lastError = gateway.lastError
        lastErrorAt = gateway.lastErrorAt.map(Timestamp.text)
    }

    private enum CodingKeys: String, CodingKey {
        case gateway, domain, link, up, pause, queues, lastError = "last_error", lastErrorAt = "last_error_at"
    }

    /// Every key is always there: nil is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(gateway, forKey: .gateway)
        try container.encode(domain, forKey: .domain)
        try container.encode(link, forKey: .link)
        try container.encode(up, forKey: .up)
        try container.encode(pause, forKey: .pause)
        try container.encode(queues, forKey: .queues)
        try container.encode(lastError, forKey: .lastError)
        try container.encode(lastErrorAt, forKey: .lastErrorAt)
    }
}
