// SPDX-License-Identifier: Apache-2.0

import Foundation
import SMTP
import Testing

@testable import postern_simulator

@Suite struct MailFateTests {
    static let fates: [(String, [MailFate.Outcome])] = [
        ("{}", [.take, .take]),
        ("{\"reject\":true}", [.reject, .reject]),
        ("{\"greylist\":2}", [.putOff, .putOff, .take, .take]),
        ("{\"drop_before\":1}", [.dropBefore, .take]),
        ("{\"drop_after\":2}", [.dropAfter, .dropAfter, .take]),
        ("{\"greylist\":1,\"drop_before\":1,\"drop_after\":1}", [.putOff, .dropBefore, .dropAfter, .take]),
    ]

    @Test("each attempt at a mail has the fate that the faults say", arguments: fates)
    func countsAttempts(json: String, expected: [MailFate.Outcome]) throws {
        let faults = try JSONDecoder().decode(MailFaults.self, from: Data(json.utf8))
        #expect(faults.problem == nil)
        #expect((1...expected.count).map { MailFate(faults, attempt: $0).outcome } == expected)
    }

    static let wrong = [
        "{\"greylist\":-1}", "{\"drop_after\":1001}", "{\"delay_ms\":-5}", "{\"report_delay_ms\":3600001}",
    ]

    @Test("what cannot be is refused", arguments: wrong)
    func refuses(json: String) throws {
        #expect(try JSONDecoder().decode(MailFaults.self, from: Data(json.utf8)).problem != nil)
    }

    @Test("a mail is known by its sender and its recipient, and another begins anew")
    func knowsMails() throws {
        let network = MailNetwork(keep: 10)
        network.set(try JSONDecoder().decode(MailFaults.self, from: Data("{\"greylist\":1}".utf8)), for: nil)
        let bob = try #require(EnvelopeAddress("bob@outside.example"))
        let first = EnvelopeAddress("bounces+1@example.org")
        let second = EnvelopeAddress("bounces+2@example.org")
        #expect(network.fate(of: bob, from: first).outcome == .putOff)
        #expect(network.fate(of: bob, from: second).outcome == .putOff)
        #expect(network.fate(of: bob, from: first).outcome == .take)
        #expect(network.fate(of: bob, from: second).outcome == .take)
        #expect(network.counts.refused == 2)
    }

    static let precedence: [(String, MailFate.Outcome)] = [
        ("bob@outside.example", .dropAfter), ("BOB@outside.example", .dropAfter), ("greylist@any.example", .putOff),
        ("reject@any.example", .reject), ("Reject@any.example", .reject), ("carol@outside.example", .dropBefore),
    ]

    @Test("an address's own faults come before its name's, and those before everybody's", arguments: precedence)
    func chooses(address: String, outcome: MailFate.Outcome) throws {
        let network = MailNetwork(keep: 10)
        network.set(try JSONDecoder().decode(MailFaults.self, from: Data("{\"drop_before\":1}".utf8)), for: nil)
        network.set(
            try JSONDecoder().decode(MailFaults.self, from: Data("{\"drop_after\":1}".utf8)),
            for: "bob@Outside.example")
        let recipient = try #require(EnvelopeAddress(address))
        #expect(network.fate(of: recipient, from: nil).outcome == outcome)
        network.set(nil, for: "bob@outside.example")
        network.set(nil, for: nil)
        let isNamed = MailFaults.named(recipient.localPart.lowercased()) != nil
        #expect(isNamed || network.fate(of: recipient, from: nil).outcome == .take)
    }

    static let plans: [(MailFaults.Reports, RecipientParameters.Notifications?, [String])] = [
        (.success, [.success, .failure, .delay], ["delivered"]), (.success, nil, []), (.success, [], []),
        (.success, [.failure], []), (.none, [.success, .failure, .delay], []), (.failed, nil, ["failed"]),
        (.failed, [.success, .failure], ["failed"]), (.failed, [.success], []), (.failed, [], []),
        (.prose, [.failure], ["failed in prose"]), (.delayed, [.success, .delay], ["delayed", "delivered"]),
        (.delayed, nil, ["delayed"]), (.delayed, [.success], ["delivered"]),
    ]

    @Test("reports come as they were asked for (RFC 3461)", arguments: plans)
    func plansReports(
        reports: MailFaults.Reports, notify: RecipientParameters.Notifications?, expected: [String]
    ) {
        var faults = MailFaults()
        faults.reports = reports
        let plan = MailReport.plan(faults, notify: notify)
        #expect(plan.map { $0.action.rawValue + ($0.isProse ? " in prose" : "") } == expected)
        #expect(plan.map(\.delay) == plan.map(\.delay).sorted())
    }
}
