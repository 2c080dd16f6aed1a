// SPDX-License-Identifier: Apache-2.0

import Testing
import XMPP

@Suite struct FallbackIndicationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        /// The payload beside the body.
        let payload: String
        let rest: String

        init(_ description: String, _ body: String, _ payload: String, _ rest: String) {
            testDescription = description
            self.body = body
            self.payload = payload
            self.rest = rest
        }
    }

    private static func fallback(_ children: String, for namespace: String = "urn:xmpp:reply:0") -> String {
        "<fallback xmlns='urn:xmpp:fallback:0' for='\(namespace)'>\(children)</fallback>"
    }

    static let cases = [
        Case(
            "the example of XEP-0461", "> Anna wrote:\n> We should bake a cake\nGreat idea!",
            fallback("<body start='0' end='38'/>"), "Great idea!"),
        Case("no fallback", "> a\nb", "", "> a\nb"),
        Case(
            "positions count code points, not bytes, units or letters", "> 👨‍👩‍👧 e\u{301}\nyes",
            fallback("<body start='0' end='11'/>"), "yes"),
        Case("a range in the middle", "abcdef", fallback("<body start='2' end='4'/>"), "abef"),
        Case(
            "several ranges, overlapping", "abcdef",
            fallback("<body start='0' end='2'/><body start='1' end='3'/><body start='5' end='6'/>"), "de"),
        Case(
            "two indications", "abcdef",
            fallback("<body start='0' end='1'/>") + fallback("<body start='5'/>", for: "urn:xmpp:reactions:0"), "bcde"),
        Case("the whole body, said by no range", "abc", fallback("<body/>"), ""),
        Case("the whole body, said by no child", "abc", fallback(""), ""),
        Case("only the subject", "abc", fallback("<subject/>"), "abc"),
        Case("a start alone", "abcdef", fallback("<body start='4'/>"), "abcd"),
        Case("an end alone", "abcdef", fallback("<body end='4'/>"), "ef"),
        Case("an end behind the body", "abc", fallback("<body start='1' end='999999999999'/>"), "a"),
        Case("a start behind the body", "abc", fallback("<body start='7' end='9'/>"), "abc"),
        Case("an end before the start", "abc", fallback("<body start='2' end='1'/>"), "abc"),
        Case("a negative position", "abc", fallback("<body start='-1' end='2'/>"), "abc"),
        Case("no number", "abc", fallback("<body start='x' end='2'/>"), "abc"),
        Case(
            "the namespace of earlier clients", "> a\nb",
            "<fallback xmlns='urn:xmpp:feature-fallback:0' for='urn:xmpp:reply:0'><body start='0' end='4'/></fallback>",
            "b"),
        Case("a retraction", "I took it back.", fallback("", for: "urn:xmpp:message-retract:1"), ""),
        Case(
            "a file, for which the link is all we have", "https://x/y", fallback("", for: "urn:xmpp:sfs:0"),
            "https://x/y"),
        Case("for nothing in particular", "abc", "<fallback xmlns='urn:xmpp:fallback:0'/>", "abc"),
        Case("another namespace", "abc", "<fallback xmlns='urn:x' for='urn:xmpp:reply:0'/>", "abc"),
    ]

    @Test("just what is marked is taken away", arguments: cases)
    func stripped(_ testCase: Case) throws {
        let message = try message(testCase.payload)
        #expect(FallbackIndication.stripped(testCase.body, in: message) == testCase.rest)
    }

    @Test("only the specifications that are asked for count")
    func chosen() throws {
        let message = try message(Self.fallback(""))
        #expect(FallbackIndication.stripped("abc", in: message, for: ["urn:xmpp:reactions:0"]) == "abc")
        #expect(FallbackIndication.stripped("abc", in: message, for: []) == "abc")
    }
}
