// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import XMPP

@Suite("A link's failure")
struct LinkFailureTests {
    static let settings = LinkSettings(domain: "sms.example.org", secret: "s3cret-s3cret", host: "::1", port: 5347)

    /// Each reason with the words that tell what to change.
    static let reasons: [(LinkFailure.Reason, [String])] = [
        (.unresolved, ["`host`"]),
        (.refused, ["start the XMPP server", "`port`"]),
        (.unreachable, ["`host`", "firewall"]),
        (.tls(.untrusted), ["`ca`"]),
        (.tls(.wrongHost), ["`host`"]),
        (.tls(.notTLS), ["`tls = \"off\"`"]),
        (.tls(.authorities("ca.pem")), ["`ca`", "ca.pem"]),
        (.tls(.other("words")), ["words", "`tls`"]),
        (.notComponentListener, ["`port`"]),
        (.handshakeTimeout, ["10 s", "`port`"]),
        (.notAuthorized, ["`secret`", "sms.example.org"]),
        (.hostUnknown, ["`domain`", "sms.example.org"]),
        (.conflict, ["stop the other program", "sms.example.org"]),
        (.redirected("b.example.org"), ["b.example.org", "`host`"]),
        (.redirected(nil), ["another host"]),
        (.shutdown, ["connects again"]),
        (.streamError(StreamError(.reset, text: "bye")), ["reset", "bye", "log of the XMPP server"]),
        (.badInput(.tooLong), ["524288 bytes", "limits"]),
        (.badInput(.restricted(.entity)), ["an entity reference"]),
        (.silent, ["30 s", "`confirm`"]),
        (.closed, ["log of the XMPP server"]),
        (.broken("connection reset"), ["connection reset"]),
    ]

    @Test("is one sentence that names the place and what to change", arguments: reasons)
    func isASentence(_ reason: LinkFailure.Reason, _ words: [String]) {
        let sentence = LinkFailure(reason, Self.settings).description
        #expect(sentence.contains("[::1]:5347") || sentence.contains("ca.pem"), "\(sentence)")
        for word in words { #expect(sentence.contains(word), "\(sentence)") }
        #expect(sentence.hasSuffix(".") && !sentence.dropLast().contains(". "), "\(sentence)")
        #expect(!sentence.contains("s3cret"))
    }

    @Test("and the settings never print the secret")
    func hidesSecret() {
        var dumped = ""
        dump(Self.settings, to: &dumped)
        for text in ["\(Self.settings)", String(reflecting: Self.settings), dumped, "\([Self.settings])"] {
            #expect(!text.contains("s3cret"))
        }
        #expect("\(Self.settings)" == "sms.example.org at [::1]:5347")
    }
}
