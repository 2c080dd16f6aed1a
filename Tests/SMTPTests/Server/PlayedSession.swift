// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore

@testable import SMTP

/// A session whose questions are answered at once: `nobody@` is unknown, `later@` comes later, `never@` is refused,
/// another domain is not ours, and messages are stored.
final class PlayedSession {
    static let time = Date(timeIntervalSince1970: 1_700_000_000)

    var session: ServerSession
    /// All replies, line by line.
    private(set) var replies: [String] = []
    private(set) var mails: [ReceivedMail] = []
    private(set) var ending: SessionEnding?
    private(set) var startedTLS = 0
    private(set) var lookedUp: [String] = []
    /// What becomes of the next messages, recipient by recipient; nil leaves the question open.
    var verdicts: [DeliveryVerdict]? = []

    init(
        _ dialect: SessionSettings.Dialect = .smtp, maxSize: Int = 100_000, tls: Bool = true,
        limits: SessionLimits = SessionLimits(), greets: Bool = true
    ) {
        let settings = SessionSettings(
            dialect: dialect, hostName: "mx.example.org", mailDomain: "example.org", maxSize: maxSize, offersTLS: tls,
            limits: limits)
        session = ServerSession(settings, peer: "192.0.2.7", now: { Self.time })
        perform(session.handle(.connected))
        guard greets else { return }
        send(dialect == .smtp ? "EHLO client\r\n" : "LHLO client\r\n")
        replies = []
    }

    /// Sends a text in pieces of so many octets.
    func send(_ text: String, pieces: Int = .max) {
        send(Array(text.utf8), pieces: pieces)
    }

    func send(_ bytes: [UInt8], pieces: Int = .max) {
        var rest = bytes[...]
        while !rest.isEmpty {
            perform(session.handle(.received(ByteBuffer(bytes: rest.prefix(pieces)))))
            rest = rest.dropFirst(pieces)
        }
    }

    func handle(_ event: ServerSession.Event) {
        perform(session.handle(event))
    }

    func tick(_ seconds: Int) {
        for _ in 0..<seconds { handle(.tick) }
    }

    /// The replies' codes, the intermediate lines of a reply left out.
    var codes: [Int] {
        replies.compactMap { $0.dropFirst(3).first == "-" ? nil : Int($0.prefix(3)) }
    }

    /// Code and status of each reply.
    var statuses: [String] {
        replies.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
    }

    func forget() {
        replies = []
    }

    private func perform(_ actions: [ServerSession.Action]) {
        for action in actions {
            switch action {
            case .write(let bytes): replies += String(buffer: bytes).split(separator: "\r\n").map(String.init)
            case .startTLS: startedTLS += 1
            case .lookUp(let recipient, _):
                lookedUp.append(recipient.description)
                perform(session.handle(.verdict(verdict(on: recipient))))
            case .deliver(let mail):
                mails.append(mail)
                guard let verdicts else { continue }
                let stored = [DeliveryVerdict](repeating: .stored, count: mail.recipients.count)
                perform(session.handle(.delivered(verdicts.isEmpty ? stored : verdicts)))
            case .close(let ending): self.ending = ending
            }
        }
    }

    private func verdict(on recipient: EnvelopeAddress) -> RecipientVerdict {
        if recipient.domain != "example.org" { return .wrongDomain }
        switch recipient.localPart {
        case "nobody": return .unknown
        case "later": return .temporary("come back")
        case "never": return .refused("has moved")
        default: return .accepted
        }
    }
}
