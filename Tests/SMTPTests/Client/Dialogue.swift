// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import SMTP

/// A written conversation between a `ClientSession` and a server, played line by line:
///
///     S: 220 hello            the server's bytes, one line
///     C: EHLO us              what the client must have sent
///     C: <TLS>                it begins TLS
///     C: <message>            it sends the message dot-stuffed, C: <chunk 5> as a chunk; the network takes it at once
///     C: <message…>           as before, and the network takes none of it
///     -- submit, lost, timeout, stopped, quit
///
/// Whatever the client sends must be told; nothing else may happen.
struct Dialogue: Sendable, CustomTestStringConvertible {
    let name: String
    var settings = SubmissionSettings(host: "mail.test", port: 587, startTLS: .off, ehloName: "us")
    var envelope = SubmissionEnvelope(from: address("a@us"), recipients: [address("b@them")])
    var message = "Subject: x\r\n\r\nhello\r\n"
    let script: String
    /// In order.
    var outcomes: [SubmissionOutcome] = []
    var mayTryAfresh = false
    /// Whether the connection is to be over in the end.
    var closes = false

    var testDescription: String { name }

    func play() {
        var player = Player(self)
        player.perform(.connected)
        for line in script.split(separator: "\n") { player.play(line.drop { $0 == " " }) }
        #expect(player.sent == [], "sent without being told in the script")
        #expect(player.outcomes == outcomes)
        #expect(player.isClosed == closes, "closed")
        #expect(player.mayTryAfresh == mayTryAfresh, "may try afresh")
        #expect(player.input.readableBytes == 0)
    }

    static func address(_ text: String) -> EnvelopeAddress {
        guard let address = EnvelopeAddress(text) else { preconditionFailure("\(text) is no address") }
        return address
    }

    /// The beginning of most conversations, up to where mail may be sent.
    static func opening(_ capabilities: String...) -> String {
        let lines = ["mail.test"] + capabilities
        let ehlo = lines.enumerated().map { "S: 250\($0 == lines.count - 1 ? " " : "-")\($1)" }
        return (["S: 220 mail.test ESMTP", "C: EHLO us"] + ehlo).joined(separator: "\n") + "\n"
    }
}

private struct Player {
    var session: ClientSession
    let dialogue: Dialogue
    var replies = ReplyDecoder()
    var input = ByteBuffer()
    var sent: [String] = []
    var outcomes: [SubmissionOutcome] = []
    var mayTryAfresh = false
    var isClosed = false

    init(_ dialogue: Dialogue) {
        self.dialogue = dialogue
        let opening = ClientOpening(dialogue.settings, SubmissionTimeouts(), nonce: { SASLTests.nonce })
        session = ClientSession(dialogue.settings, SubmissionTimeouts(), opening: opening)
    }

    mutating func play(_ line: Substring) {
        let rest = String(line.dropFirst(3))
        switch line.prefix(2) {
        case "S:": receive(rest)
        case "C:": expect(rest)
        default: perform(event(rest))
        }
    }

    private mutating func receive(_ line: String) {
        input.writeString(line + "\r\n")
        do {
            while let reply = try replies.next(&input) { perform(.reply(reply)) }
        } catch {
            Issue.record("\(line): \(error)")
        }
    }

    private mutating func expect(_ line: String) {
        let first = sent.isEmpty ? nil : sent.removeFirst()
        #expect(first == line.replacing("…", with: ""))
        if first?.hasPrefix("<message>") == true || first?.hasPrefix("<chunk") == true, !line.contains("…") {
            perform(.written(isLast: true))
        }
    }

    private func event(_ word: String) -> ClientSession.Event {
        switch word {
        case "submit": .submit(dialogue.envelope, MessageShape(Array(dialogue.message.utf8)))
        case "lost": .lost(.closed)
        case "timeout": .timeout
        case "stopped": .lost(.stopped)
        default: .quit
        }
    }

    mutating func perform(_ event: ClientSession.Event) {
        for action in session.handle(event) {
            switch action {
            case .send(let lines):
                sent += lines.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            case .sendMessage(.dotStuffed): sent.append("<message>")
            case .sendMessage(.chunk(let line)): sent.append("<chunk \(line.dropFirst(5).prefix { $0 != " " })>")
            case .startTLS: sent.append("<TLS>")
            case .finish(let outcome, let afresh):
                outcomes.append(outcome)
                mayTryAfresh = afresh
            case .close: isClosed = true
            case .setTimer, .ready: break
            }
        }
    }
}
