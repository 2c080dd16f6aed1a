// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Hummingbird
import Logging
import NIOCore

/// Answers `/hooks/…`. The refusals come in the design's order: 404, 405, 413, 403, 400. A success is only said once
/// the events are on disk.
struct HookResponder: Sendable {
    let publicURL: String
    /// Asked for each request, so that a reload can change them.
    let receivers: @Sendable () -> [String: any WebhookReceiver]
    let inbox: any Inbox
    let deadlines: Deadlines
    let room: Waitroom
    let time: any TimeSource
    let metrics: HookMetrics
    let log: RefusalLog

    /// One call to a hook that exists.
    private struct Call {
        let path: HookPath
        let hook: any Webhook
    }

    func respond(to request: Request, target: String, path: Substring, on connection: Connection) async -> Response {
        guard let path = HookPath(path), let hook = receivers()[path.gateway]?.hooks[path.name] else {
            metrics.countStray()
            return .notFound()
        }
        let call = Call(path: path, hook: hook)
        guard hook.methods.contains(request.method.rawValue) else {
            metrics.count(.method, gateway: path.gateway, hook: path.name)
            return .methodNotAllowed(hook.methods)
        }
        let limit = min(hook.largestBody, ListenerLimits.webhookBody)
        // Until its events are stored, and before anybody knows who has sent it.
        let booking = Booking(room, for: connection.peer)
        defer { booking.end() }
        switch await LimitedBody(of: request, upTo: limit, booking) {
        case .tooLarge:
            return refuse(call, .tooLarge, "its body is over \(limit) octets", .contentTooLarge)
        case .noRoom:
            _ = refuse(call, .noRoom, "there is no memory for more bodies", .serviceUnavailable)
            return .busy()
        case .incomplete where deadlines.isOverdue(on: connection.channel):
            return refuse(call, .late, "its body took too long to arrive", .requestTimeout)
        case .incomplete:
            return refuse(call, .broken, "the connection broke before its body was complete", .badRequest)
        case .complete(let body):
            deadlines.end(on: connection.channel)
            return await take(raw(request, target: target, body: body, reference: path.reference), call)
        }
    }

    private func raw(_ request: Request, target: String, body: [UInt8], reference: String?) -> WebhookRequest {
        WebhookRequest(
            method: request.method.rawValue, url: publicURL + target,
            headers: request.headers.map { ($0.name.rawName, $0.value) }, body: body, reference: reference,
            receivedAt: time.now)
    }

    /// Checks, reads and stores a request that is here in full.
    private func take(_ request: WebhookRequest, _ call: Call) async -> Response {
        let events: [WebhookEvent]
        do {
            try call.hook.authenticate(request)
            events = try call.hook.events(in: request)
        } catch {
            return switch error {
            case .unauthenticated(let why): refuse(call, .forged, why, .forbidden)
            case .malformed(let why): refuse(call, .malformed, why, .badRequest)
            }
        }
        let outcome: HookOutcome
        do {
            outcome = try await store(events, call)
        } catch {
            return refuse(call, .unstored, "it could not be stored (\(error))", .serviceUnavailable)
        }
        metrics.count(outcome, gateway: call.path.gateway, hook: call.path.name)
        if outcome == .unknown { log.writeUnknown(gateway: call.path.gateway, hook: call.path.name) }
        return Response(call.hook.reply)
    }

    private func store(_ events: [WebhookEvent], _ call: Call) async throws -> HookOutcome {
        let telling = events.filter { $0 != .ignored && $0 != .unknown }
        if !telling.isEmpty { try await inbox.receive(telling, gateway: call.path.gateway) }
        if events.contains(.unknown) { return .unknown }
        return telling.isEmpty ? .ignored : .stored
    }

    private func refuse(
        _ call: Call, _ outcome: HookOutcome, _ sentence: String, _ status: HTTPResponse.Status
    ) -> Response {
        metrics.count(outcome, gateway: call.path.gateway, hook: call.path.name)
        log.write(outcome, gateway: call.path.gateway, hook: call.path.name, sentence)
        let isUnread = [.tooLarge, .late, .broken].contains(outcome)
        return .plain(status, status.reasonPhrase, closing: isUnread)
    }
}

extension Response {
    /// The fixed answer of a hook.
    init(_ reply: WebhookReply) {
        var headers = HTTPFields()
        if let type = reply.contentType { headers[.contentType] = type }
        let body: ResponseBody = reply.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(string: reply.body))
        // RFC 9110 section 8.6: an answer without content has no length either.
        self.init(status: .init(code: reply.status), headers: headers, body: body)
        if reply.status == 204 { self.headers[.contentLength] = nil }
    }
}
