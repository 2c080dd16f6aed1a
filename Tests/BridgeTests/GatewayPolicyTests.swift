// SPDX-License-Identifier: Apache-2.0

import Bridge
import Testing
import XMPP

@Suite("GatewayPolicy: who may register")
struct GatewayPolicyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: RegistrationRule
        let jid: String
        let isAdmitted: Bool
        var testDescription: String { "\(rule) \(jid)" }

        init(_ rule: RegistrationRule, _ jid: String, _ isAdmitted: Bool) {
            self.rule = rule
            self.jid = jid
            self.isAdmitted = isAdmitted
        }
    }

    @Test(
        "a rule admits",
        arguments: [
            Case(.anyone, "ada@example.org", true), Case(.anyone, "elsewhere.example", true),
            Case(.domain("example.org"), "ada@example.org", true),
            Case(.domain("example.org"), "ada@example.org/phone", true),
            Case(.domain("example.org"), "example.org", false),
            Case(.domain("example.org"), "ada@sub.example.org", false),
            Case(.domain("example.org"), "ada@notexample.org", false),
            Case(.person(ada), "ada@example.org", true), Case(.person(ada), "ADA@example.org/phone", true),
            Case(.person(ada), "grace@example.org", false),
        ])
    func admits(_ example: Case) {
        #expect(example.rule.admits(jid(example.jid)) == example.isAdmitted)
    }
}
