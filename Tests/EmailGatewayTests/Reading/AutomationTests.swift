// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

@Suite struct AutomationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let header: String
        let isAutomatic: Bool
        let isList: Bool
        let listName: String?
        var testDescription: String { header }

        init(_ header: String, automatic: Bool = false, list: Bool = false, name: String? = nil) {
            (self.header, isAutomatic, isList, listName) = (header, automatic, list, name)
        }
    }

    static let cases = [
        Case("X: y"), Case("Auto-Submitted: no"), Case("Auto-Submitted: No (typed)"), Case("Precedence: first-class"),
        Case("X-Auto-Response-Suppress: None"), Case("Return-Path: <bob@example.org>"),
        Case("From: Noreen Plyer <noreen@example.org>"),
        Case("Auto-Submitted: auto-replied", automatic: true),
        Case("auto-submitted: AUTO-GENERATED; x=y", automatic: true),
        Case("Precedence: bulk", automatic: true), Case("Precedence: Junk", automatic: true),
        Case("X-Auto-Response-Suppress: DR, OOF, AutoReply", automatic: true), Case("Return-Path: <>", automatic: true),
        Case("From: Shop <no-reply@example.org>", automatic: true),
        Case("From: donotreply2@example.org", automatic: true),
        Case("From: shop-noreply@example.org", automatic: true),
        Case("From: MAILER-DAEMON@example.org", automatic: true),
        Case("List-Unsubscribe: <https://e.org>", automatic: true), Case("X-Autoreply: yes", automatic: true),
        Case("Precedence: list", list: true), Case("List-Post: <mailto:l@e.org>", list: true),
        Case("List-Id: <cooks.example.org>", list: true, name: "cooks.example.org"),
        Case("List-Id: \"The cooks\" <cooks.example.org>", list: true, name: "The cooks"),
        Case("List-Id: =?utf-8?Q?K=C3=B6che?= <cooks.example.org>", list: true, name: "Köche"),
    ]

    @Test("a program's mail and a list's are known", arguments: cases)
    func known(_ given: Case) {
        let found = Automation(ParsedMail.parse(Array("\(given.header)\n\ntext".utf8)).root.fields)
        #expect(found.isAutomatic == given.isAutomatic)
        #expect(found.isList == given.isList)
        #expect(found.listName == given.listName)
        #expect(found.forbidsAnswers == (given.isAutomatic || given.isList))
    }

    @Test func `a null sender is a program`() {
        let fields = ParsedMail.parse(Array("From: bob@example.org\n\ntext".utf8)).root.fields
        #expect(Automation(fields, isNullSender: true).isAutomatic)
        #expect(!Automation(fields).isAutomatic)
    }

    @Test(
        "a filter's flag is seen",
        arguments: [
            ("X-Spam-Flag: YES", true), ("X-Spam: yes", true), ("X-Spam-Status: Yes, score=9.1 required=5", true),
            ("X-Spam-Flag: NO", false), ("X-Spam-Status: No, score=-1", false), ("X-Spam-Level: ***", false),
            ("X-Spam-Flag: NO\nX-Spam: Yes", true), ("Subject: X-Spam: yes", false), ("X-Spam: yesterday", false),
        ])
    func spam(_ header: String, _ isSet: Bool) {
        #expect(SpamFlag.isSet(in: ParsedMail.parse(Array("\(header)\n\ntext".utf8)).root.fields) == isSet)
    }
}
