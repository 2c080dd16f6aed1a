// SPDX-License-Identifier: Apache-2.0

import NIOCore
import SMTP
import Testing

@testable import postern_simulator

@Suite struct DeliverySessionTests {
    static func parcel(from sender: String? = "bob@outside.example") throws -> Parcel {
        Parcel(
            number: 1, sender: sender.flatMap { EnvelopeAddress($0) },
            recipient: try #require(EnvelopeAddress("romeo@example.org")), bytes: Array("a\r\n.b\r\n".utf8))
    }

    /// What is sent for each reply, and the outcome.
    static func play(_ session: DeliverySession, _ codes: [Int]) -> [String] {
        var session = session
        return codes.map { code in
            switch session.receive(Reply(code, nil, "words")) {
            case .send(let bytes): String(buffer: bytes)
            case .finish(.taken): "taken"
            case .finish(.later(let words)): "later: \(words)"
            case .finish(.refused(let words)): "refused: \(words)"
            }
        }
    }

    @Test("a mail is handed over in either language", arguments: DeliverySession.Language.allCases)
    func delivers(language: DeliverySession.Language) throws {
        let session = DeliverySession(try Self.parcel(), name: "mx.example", language: language)
        #expect(
            Self.play(session, [220, 250, 250, 250, 354, 250]) == [
                (language == .lmtp ? "LHLO" : "EHLO") + " mx.example\r\n",
                "MAIL FROM:<bob@outside.example> SIZE=7 BODY=8BITMIME\r\n", "RCPT TO:<romeo@example.org>\r\n",
                "DATA\r\n", "a\r\n..b\r\n.\r\n", "taken",
            ])
    }

    @Test("a report has no sender")
    func sendsReports() throws {
        let session = DeliverySession(try Self.parcel(from: nil), name: "mx.example", language: .lmtp)
        #expect(Self.play(session, [220, 250])[1] == "MAIL FROM:<> SIZE=7 BODY=8BITMIME\r\n")
    }

    static let ends: [([Int], String)] = [
        ([421], "later: 421 words"), ([220, 250, 250, 550], "refused: 550 words"),
        ([220, 250, 250, 450], "later: 450 words"), ([220, 250, 250, 250, 354, 452], "later: 452 words"),
        ([220, 250, 250, 250, 354, 554], "refused: 554 words"),
        ([220, 354], "later: The answer is out of turn: 354 words"),
        ([220, 250, 250, 250, 250], "later: The answer is out of turn: 250 words"),
    ]

    @Test("a refusal ends it, for good or for now", arguments: ends)
    func finishes(codes: [Int], outcome: String) throws {
        let session = DeliverySession(try Self.parcel(), name: "mx.example", language: .lmtp)
        #expect(Self.play(session, codes).last == outcome)
    }
}
