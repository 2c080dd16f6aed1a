// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit
import Store
import Support
import Testing

@Suite("Reports that match nothing yet")
struct EarlyReportTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.open()
    }

    static let reports = [
        DeliveryReport(reference: "r", state: .sent),
        DeliveryReport(
            providerID: "P", recipient: phone, state: .delivered, eventID: "e", coversOnePart: true, parts: 2),
        DeliveryReport(reference: "r", providerID: "P", state: .failed(.optedOut), detail: "STOP"),
        DeliveryReport(reference: "r", state: .failed(.full), detail: "It is full.", german: "Es ist voll."),
        DeliveryReport(providerID: "P", state: .failed(.unknown)),
        DeliveryReport(reference: "r", state: .expired), DeliveryReport(reference: "r", state: .accepted),
        DeliveryReport(reference: "r", state: .handedOver), DeliveryReport(reference: "r", state: .delayed),
        DeliveryReport(providerID: "P", recipient: phone, state: .displayed),
    ]

    private func keep(_ reports: [DeliveryReport], gateway: String = "sms") async throws {
        try await store.commit { tx throws in
            for report in reports { try tx.keep(report, gateway: gateway, until: tx.now + 600) }
        }
    }

    @Test("They come back as they came, in order, and once")
    func roundTrip() async throws {
        try await keep(Self.reports)
        try await store.commit { tx throws in
            #expect(try tx.takeReports(gateway: "sms", reference: "r", providerID: "P") == Self.reports)
            #expect(try tx.takeReports(gateway: "sms", reference: "r", providerID: "P").isEmpty)
        }
    }

    @Test("Only those about this message are taken")
    func matching() async throws {
        let mine = DeliveryReport(reference: "r", state: .delivered)
        let other = DeliveryReport(reference: "other", providerID: "P", state: .delivered)
        let forSomebody = DeliveryReport(providerID: "P", recipient: Address("+1"), state: .delivered)
        try await keep([mine, other, forSomebody])
        try await keep([mine], gateway: "mail")
        try await store.commit { tx throws in
            let taken = try tx.takeReports(gateway: "sms", reference: "r", providerID: "P", recipient: phone)
            #expect(taken == [mine])
            #expect(try tx.takeReports(gateway: "sms", reference: "x", providerID: nil).isEmpty)
            #expect(try tx.takeReports(gateway: "sms", reference: "x", providerID: "P") == [forSomebody])
            #expect(try tx.takeReports(gateway: "sms", reference: "other", providerID: nil) == [other])
            #expect(try tx.takeReports(gateway: "mail", reference: "r", providerID: nil) == [mine])
        }
    }

    @Test("By the network's id they are found for whom they are about, and know to which address they came")
    func networkID() async throws {
        let report = DeliveryReport(
            networkID: "<a@x>", own: Address("+15550100001"), recipient: phone, state: .displayed)
        let anybody = DeliveryReport(networkID: "<a@x>", state: .delivered)
        try await keep([report, anybody])
        try await store.commit { tx throws in
            func take(_ id: String?, _ recipient: Address) throws -> [DeliveryReport] {
                try tx.takeReports(
                    gateway: "sms", reference: "r", providerID: nil, networkID: id, recipient: recipient)
            }
            #expect(try take(nil, phone).isEmpty && take("<b@x>", phone).isEmpty)
            #expect(try take("<a@x>", Address("+1")) == [anybody])
            #expect(try take("<a@x>", phone) == [report])
            #expect(try take("<a@x>", phone).isEmpty)
        }
    }

    @Test("They wait as long as they were told")
    func expiry() async throws {
        try await keep([DeliveryReport(reference: "r", state: .delivered)])
        scratch.time.advance(by: .seconds(600))
        try await store.purge(now: scratch.time.now, keepMetadata: .zero, keepFiles: .zero)
        #expect(
            try await store.commit { tx throws in
                try tx.takeReports(gateway: "sms", reference: "r", providerID: nil).isEmpty
            })
    }
}
