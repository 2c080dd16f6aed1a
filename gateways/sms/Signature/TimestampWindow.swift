// SPDX-License-Identifier: Apache-2.0

import GatewayKit

import struct Foundation.Date

/// How far the clock in a signed header may be from ours.
struct TimestampWindow: Sendable, Equatable {
    /// Both ways and inclusive; what Telnyx, Standard Webhooks and seven document, in seconds.
    static let defaultTolerance = 300

    let header: String
    /// Seconds.
    var tolerance = defaultTolerance

    /// Throws unless the header holds whole seconds since 1970 that are near enough to the time of arrival.
    func check(_ request: WebhookRequest) throws(SignatureFailure) {
        let text = try request.required(header: header)
        // 15 digits reach beyond any clock and stay far from overflow.
        guard text.utf8.count <= 15, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let seconds = Int64(text) else {
            throw SignatureFailure("the header \(header) is no time in seconds")
        }
        let now = Int64(request.receivedAt.timeIntervalSince1970.rounded(.down))
        guard abs(now - seconds) <= Int64(tolerance) else {
            throw SignatureFailure(
                "the time in \(header) is more than \(tolerance) s from ours: a repeat, or one of the clocks is wrong")
        }
    }
}
