// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Notation
import PosternCrypto

/// A call to one of Postern's hooks.
struct Webhook: Sendable, Equatable {
    let url: String
    let body: String
    /// The message that has `state` once the call is taken.
    let number: Int
    let state: SimulatedMessage.State

    /// `{"event":"status",…}`, to the callback of the text.
    static func status(_ report: Report, of message: SimulatedMessage, to url: String) -> Webhook {
        let body = """
            {"event":"status","event_id":"e-\(message.number)-\(report.event)","id":"\(message.name)",\
            "reference":\(message.reference.map(JSONText.quoted) ?? "null"),"to":\(JSONText.quoted(message.phone)),\
            "state":"\(report.state.rawValue)","code":"\(report.code)"}
            """
        return Webhook(url: url, body: body, number: message.number, state: report.state)
    }

    /// `{"event":"message",…}`, to the hook for what comes in.
    static func inbound(_ message: SimulatedMessage, to url: String) -> Webhook {
        let body = """
            {"event":"message","event_id":"e-\(message.number)","id":"\(message.name)",\
            "from":\(JSONText.quoted(message.phone)),"to":\(JSONText.quoted(message.peer)),\
            "text":\(JSONText.quoted(message.text)),"media":\(JSONText.array(message.media)),\
            "time":"\(message.time.ISO8601Format())"}
            """
        return Webhook(url: url, body: body, number: message.number, state: .delivered)
    }

    /// The header fields that prove it: HMAC-SHA256 over the time, a dot and the body as it is sent.
    static func headers(body: [UInt8], key: [UInt8], unixTime: Int) -> [(String, String)] {
        let signed = Array("\(unixTime).".utf8) + body
        let code = HashAlgorithm.sha256.authenticationCode(for: signed, key: key)
        return [
            ("Content-Type", "application/json"),
            ("X-Simulator-Timestamp", String(unixTime)),
            ("X-Simulator-Signature", Hex.encode(code)),
        ]
    }
}
