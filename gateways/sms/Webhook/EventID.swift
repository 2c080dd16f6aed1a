// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto

/// What a repeat of an event is known by.
enum EventID {
    /// Bytes that are kept as they are; longer ids are kept as their hash, so that no provider fills the store with
    /// them.
    static let maximumLength = 200
    /// Bytes at either end of a piece that are looked at, where it is longer than both: a thousand events of one request
    /// may have one in common.
    private static let longestEnd = 2_048

    /// `EVENT:MESSAGE`; nil where none of the pieces is there.
    static func joined(_ pieces: [String?]) -> String? {
        let known = pieces.compactMap { $0 }.filter { !$0.isEmpty }.map(ends(of:))
        return known.isEmpty ? nil : bounded(known.joined(separator: ":"))
    }

    private static func ends(of piece: String) -> String {
        let bytes = piece.utf8
        guard bytes.count > 2 * longestEnd else { return piece }
        let (first, last) = (bytes.prefix(longestEnd), bytes.suffix(longestEnd))
        return String(decoding: first, as: UTF8.self) + "\(bytes.count)" + String(decoding: last, as: UTF8.self)
    }

    static func bounded(_ id: String) -> String {
        id.utf8.count <= maximumLength ? id : HashAlgorithm.sha256.hexDigest(of: Array(id.utf8))
    }
}

extension [WebhookEvent] {
    /// The same events with a number behind an id that stands in this request already: what came in one request is not
    /// a repeat of itself. A repeat of the request gets the same numbers.
    var withDistinctIDs: [WebhookEvent] {
        var seen: [String: Int] = [:]
        return map { event in
            guard let id = event.id else { return event }
            let count = seen[id, default: 0] + 1
            seen[id] = count
            return count == 1 ? event : event.with(id: "\(id)#\(count)")
        }
    }
}

extension WebhookEvent {
    fileprivate var id: String? {
        switch self {
        case .message(let message): message.eventID
        case .report(let report): report.eventID
        case .ignored, .unknown: nil
        }
    }

    fileprivate func with(id: String) -> WebhookEvent {
        switch self {
        case .message(var message):
            message.eventID = id
            return .message(message)
        case .report(let it):
            return .report(
                DeliveryReport(
                    reference: it.reference, providerID: it.providerID, recipient: it.recipient, state: it.state,
                    detail: it.detail, eventID: id, coversOnePart: it.coversOnePart, parts: it.parts))
        case .ignored, .unknown: return self
        }
    }
}
