// SPDX-License-Identifier: Apache-2.0

import Notation

package import struct Foundation.Date

/// A gateway that the outside calls by HTTP, at `/hooks/GATEWAY/NAME[/REFERENCE]`.
package protocol WebhookReceiver: Gateway {
    /// The hooks by name; constant while the gateway runs.
    var hooks: [String: any Webhook] { get }
}

/// One hook. Both steps are pure; the caller does them in this order and stores the events before it answers.
package protocol Webhook: Sendable {
    /// `GET`, `POST`.
    var methods: Set<String> { get }
    /// Octets of the largest body that it takes; whoever listens need not take as much.
    var largestBody: Int { get }
    /// The answer once everything is stored: fixed text, because some providers send it to the phone.
    var reply: WebhookReply { get }
    /// Checks the request as it came, byte for byte, before anything of it is parsed.
    func authenticate(_ request: WebhookRequest) throws(WebhookRefusal)
    /// What the request tells. An event that we do not know is `.unknown`, never an error.
    func events(in request: WebhookRequest) throws(WebhookRefusal) -> [WebhookEvent]
}

extension Webhook {
    /// 1 MiB: no report and no text comes near it.
    package static var usualBody: Int { 1024 * 1024 }

    package var largestBody: Int { Self.usualBody }
}

/// A request as it came, raw.
package struct WebhookRequest: Sendable {
    package let method: String
    /// `public_url` + the request target as it stood in the request line: what a provider signs.
    package let url: String
    /// In the order in which they came; names compare without case.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// The path segment behind the hook's name, which is our reference; nil where there is none.
    package let reference: String?
    package let receivedAt: Date

    package init(
        method: String, url: String, headers: [(name: String, value: String)], body: [UInt8], reference: String?,
        receivedAt: Date
    ) {
        self.method = method
        self.url = url
        self.headers = headers.map { ($0.name, $0.value.withFewMarks) }
        self.body = body
        self.reference = reference
        self.receivedAt = receivedAt
    }

    /// The value of the first header with this name.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

package struct WebhookReply: Sendable, Equatable {
    package let status: Int
    /// nil with an empty body.
    package let contentType: String?
    package let body: String

    package init(status: Int, contentType: String? = nil, body: String = "") {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// Why a request is refused; the sentence is for the operator's log, and holds nothing of the request.
package enum WebhookRefusal: Error, Equatable, Sendable {
    /// 403
    case unauthenticated(String)
    /// 400
    case malformed(String)
}

package enum WebhookEvent: Sendable, Equatable {
    case message(IncomingMessage)
    case report(DeliveryReport)
    /// Known, and nothing to do.
    case ignored
    /// Not known to the descriptor: counted, answered with success.
    case unknown
}

/// Where webhooks put what they got. Returning means that it is on disk.
package protocol Inbox: Sendable {
    func receive(_ events: [WebhookEvent], gateway: String) async throws(InboxFailure)
}
