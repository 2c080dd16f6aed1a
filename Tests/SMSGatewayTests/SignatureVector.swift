// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Testing

/// One case of `cases/vectors`: a webhook request and whether it must pass. Most were computed by the providers' own
/// SDKs.
struct SignatureVector: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    /// The name of the scheme.
    let kind: String
    /// What is special about it.
    let `case`: String
    let method: String
    let url: String
    let headers: [String: String]
    let body: String
    let secret: String?
    let publicKey: String?
    /// Seconds since 1970 to take as the clock; nil where time does not matter.
    let now: Double?
    let valid: Bool
    /// How it was made, shown where it fails.
    let how: String

    enum CodingKeys: String, CodingKey {
        case id, kind, `case`, method, url, headers, body, secret, now, valid, how
        case publicKey = "public_key"
    }

    var testDescription: String { "\(id) (\(`case`))" }

    var key: String { secret ?? publicKey ?? "" }

    var request: WebhookRequest {
        WebhookRequest(
            method: method, url: url, headers: headers.map { ($0.key, $0.value) }, body: Array(body.utf8),
            reference: nil,
            receivedAt: Date(timeIntervalSince1970: now ?? 1_700_000_000))
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cases/vectors")

    /// The vectors of one file; empty where it cannot be read, which the count tells.
    static func file(_ name: String) -> [SignatureVector] {
        guard let data = try? Data(contentsOf: folder.appending(path: "\(name).json")) else { return [] }
        return (try? JSONDecoder().decode([SignatureVector].self, from: data)) ?? []
    }

    static let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []

    static let all = counts.keys.sorted().flatMap(file)

    /// How many vectors each file has, so that none gets lost.
    static let counts = [
        "46elks": 6, "africastalking": 6, "bandwidth": 6, "bird-new": 8, "clickatell": 6, "httpsms": 8, "infobip": 6,
        "kannel": 6, "messagebird": 18, "playsms": 6, "plivo": 22, "seven": 11, "signalwire": 17, "sinch": 10,
        "smsgate": 10, "telnyx": 16, "twilio": 32, "voipms": 6, "vonage": 38,
    ]
}
