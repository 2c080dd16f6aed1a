// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the daemon knows of itself.
package protocol HealthSource: Sendable {
    /// Which links are up, by gateway.
    func health() async -> Health
    /// What `postern status` prints, as a JSON document.
    func status() async -> [UInt8]
}

/// The state of the links to the XMPP server.
package struct Health: Sendable, Equatable {
    /// By the gateway's name: true is up.
    package let links: [String: Bool]

    package init(links: [String: Bool]) {
        self.links = links
    }

    package var isUp: Bool { links.values.allSatisfy { $0 } }

    /// `{"status": "ok"|"degraded", "links": {"sms": "up"|"down"}}`, the links in the order of their names.
    var json: String {
        let links = links.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \"\($0.value ? "up" : "down")\"" }
        return "{\"status\": \"\(isUp ? "ok" : "degraded")\", \"links\": {\(links.joined(separator: ", "))}}\n"
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
