// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Testing
import XMPP

@testable import Bridge

@Suite("OperatorMessage: queued in a person's name")
struct OperatorMessageTests {
    private func enqueue(_ text: String, from person: JID, _ stage: Stage) async throws -> OperatorMessage.Outcome {
        let message = OperatorMessage(
            gateway: "sms", person: person, to: phone, text: text, giveUpAfter: .seconds(3600))
        return try await message.enqueue(stage.gateway, in: stage.store)
    }

    @Test("is a message like the person's own, whose failure they hear of")
    func stored() async throws {
        let stage = try await Stage()
        guard case .stored(let id) = try await enqueue("hi", from: ada, stage) else {
            Issue.record("not stored")
            return
        }
        let row = try #require(await stage.row(id))
        #expect(try await stage.summary() == ["out message queued"])
        #expect(row.account == ada && row.contact == ada && row.own == adasNumber && row.peer == phone)
        #expect(row.body == "hi" && !row.wantsReceipt && row.expires == start + 3600 && row.stanzaID != nil)
    }

    @Test("is refused for a stranger, and where the network would not take it")
    func refused() async throws {
        let stage = try await Stage()
        guard case .notRegistered = try await enqueue("hi", from: stranger, stage),
            case .refused(FakeGateway.refusal) = try await enqueue(FakeGateway.forbidden, from: ada, stage)
        else {
            Issue.record("it was taken")
            return
        }
        #expect(try await stage.summary().isEmpty)
    }
}
