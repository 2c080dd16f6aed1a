// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

@Suite struct AuthenticityTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let header: String
        let verdict: Authenticity
        var from = "From: Bob <bob@example.org>"

        init(_ name: String, _ verdict: Authenticity, _ header: String, from: String = "From: Bob <bob@example.org>") {
            (testDescription, self.verdict, self.header, self.from) = (name, verdict, header, from)
        }
    }

    static let ours = "Authentication-Results: mx.example.net;"

    static let cases = [
        Case("no field", .unknown, "Received: by x"),
        Case(
            "a stranger's field", .unknown, "Authentication-Results: mx.example.com; dmarc=pass header.from=example.org"
        ),
        Case(
            "a name that ours begins with", .unknown, "Authentication-Results: mx.example.net.evil.example; dmarc=pass"),
        Case("DMARC passed", .authenticated, "\(ours) dmarc=pass (p=reject) header.from=example.org"),
        Case("the name in another case", .authenticated, "Authentication-Results: MX.Example.NET; dmarc=pass"),
        Case("with a version", .authenticated, "Authentication-Results: mx.example.net 1; dmarc/1 = PASS"),
        Case("a version from the future", .unknown, "Authentication-Results: mx.example.net 2; dmarc=pass"),
        Case("a comment in front", .authenticated, "Authentication-Results: (we; (really)) mx.example.net; dmarc=pass"),
        Case("folded", .authenticated, "\(ours)\n spf=none;\n\tdmarc=pass\n header.from=example.org"),
        Case("a pass in a comment", .failed, "\(ours) dmarc=none (dmarc=pass); spf=none"),
        Case("a pass in a reason", .failed, "\(ours) dkim=fail reason=\"x; dmarc=pass\" header.d=example.org"),
        Case("DMARC passed for somebody else", .failed, "\(ours) dmarc=pass header.from=example.com"),
        Case("DMARC failed although SPF passed", .failed, "\(ours) dmarc=fail; spf=pass smtp.mailfrom=bob@example.org"),
        Case("no policy, SPF passed", .authenticated, "\(ours) dmarc=none; spf=pass smtp.mailfrom=bob@example.org"),
        Case("SPF passed for another domain", .failed, "\(ours) spf=pass smtp.mailfrom=evil.example"),
        Case("SPF passed for a similar domain", .failed, "\(ours) spf=pass smtp.mailfrom=notexample.org"),
        Case("SPF passed for the greeting only", .failed, "\(ours) spf=pass smtp.helo=example.org"),
        Case("SPF failed", .failed, "\(ours) spf=softfail smtp.mailfrom=example.org"),
        Case("DKIM passed", .authenticated, "\(ours) dkim=pass header.d=example.org header.s=x"),
        Case("DKIM passed by its identity", .authenticated, "\(ours) dkim=pass header.i=@example.org"),
        Case(
            "one of two DKIM signatures", .authenticated,
            "\(ours) dkim=pass header.d=list.example; dkim=pass header.d=example.org"),
        Case(
            "a policy found above the domain", .authenticated, "\(ours) dmarc=pass header.from=org.x",
            from: "From: a@b.org.x"),
        Case("a policy of a domain below", .failed, "\(ours) dmarc=pass header.from=b.org.x", from: "From: a@org.x"),
        Case("a policy of a top-level domain", .failed, "\(ours) dmarc=pass header.from=org"),
        Case("two verdicts", .failed, "\(ours) dmarc=pass header.from=example.org; dmarc=fail"),
        Case("DKIM of a top-level domain", .failed, "\(ours) dkim=pass header.d=org"),
        Case("nothing was done", .failed, "\(ours) none"),
        Case("two authors", .failed, "\(ours) dmarc=pass", from: "From: a@example.org, b@example.com"),
        Case("two From fields", .failed, "\(ours) dmarc=pass", from: "From: a@example.org\nFrom: b@example.com"),
        Case("no author", .failed, "\(ours) dmarc=pass", from: "X: y"),
        Case("a broken field", .unknown, "Authentication-Results: ;;;"),
        Case("brackets without an end", .failed, "\(ours) ((( dmarc=pass"),
    ]

    static let pass = "\(ours) dmarc=pass header.from=example.org"
    static let ourTrace = "Received: from them by us"
    static let theirTrace = "Received: from evil by them"

    /// `forged` is what the sender wrote. Filters write above our server's Received, or directly below it.
    static let places = [
        Case("above our Received", .authenticated, "\(pass)\n\(ourTrace)\n\(theirTrace)"),
        Case("below our Received", .authenticated, "\(ourTrace)\n\(pass)\n\(theirTrace)"),
        Case("below our Received, the sender's first", .authenticated, "\(ourTrace)\n\(pass)"),
        Case("other filters in between", .authenticated, "\(ourTrace)\nX-Spam: No\nDKIM-Filter: x\n\(pass)"),
        Case("below an inner server's Received", .authenticated, "Received: by inside\n\(pass)\n\(ourTrace)"),
        Case("the field's name in another case", .authenticated, "aUTHENTICATION-rESULTS : \(pass.dropFirst(24))"),
        Case(
            "several above our Received add up", .authenticated,
            "\(ours) dmarc=none\n\(ours) spf=fail\n\(ours) dkim=pass header.d=example.org\n\(ourTrace)"),
        Case(
            "the uppermost wins for its method", .failed,
            "\(ours) dmarc=none\n\(ours) spf=fail\n\(ours) spf=pass smtp.mailfrom=example.org\n\(ourTrace)"),
        Case(
            "below our Received only the uppermost counts", .failed,
            "\(ourTrace)\n\(ours) dmarc=none\n\(ours) spf=pass smtp.mailfrom=bob@example.org"),
        Case(
            "with no Received only the uppermost counts", .failed,
            "\(ours) dmarc=none\n\(ours) spf=pass smtp.mailfrom=bob@example.org"),
        Case("forged below a field above our Received", .failed, "\(ours) spf=fail\n\(ourTrace)\n\(pass)"),
        Case("forged below a field below our Received", .failed, "\(ourTrace)\n\(ours) spf=fail\n\(pass)"),
        Case("forged below the second Received", .unknown, "\(ourTrace)\n\(theirTrace)\n\(pass)"),
        Case(
            "forged below many Received", .unknown, "\(ourTrace)\n\(theirTrace)\n\(theirTrace)\n\(theirTrace)\n\(pass)"),
        Case("forged below a field that cannot be read", .unknown, "\(ourTrace)\nAuthentication-Results: ;\n\(pass)"),
        Case(
            "forged below a version from the future", .unknown,
            "\(ourTrace)\nAuthentication-Results: mx.example.net 2; dmarc=fail\n\(pass)"),
        Case(
            "forged at the end of the header", .failed, "\(ourTrace)\n\(ours) dmarc=fail\nSubject: x",
            from: "From: bob@example.org\n\(pass)"),
    ]

    /// Without DMARC and a list of public suffixes, only the very domain is the author's.
    static let relations = [
        ("example.org", "example.org", true), ("example.org", "EXAMPLE.ORG.", true),
        ("attacker.dyndns.example", "dyndns.example", false), ("dyndns.example", "attacker.dyndns.example", false),
        ("bounce.example.org", "example.org", false), ("org", "example.org", false), ("co.uk", "bank.co.uk", false),
    ]

    @Test("SPF and DKIM speak for their own domain alone", arguments: relations)
    func related(proved: String, author: String, isProof: Bool) {
        for property in ["spf=pass smtp.mailfrom=a@", "dkim=pass header.d=", "dkim=pass header.i=@"] {
            let proof = property + proved
            let mail = ParsedMail.parse(Array("\(Self.ours) dmarc=none; \(proof)\nFrom: a@\(author)\n\ntext".utf8))
            #expect(
                Authenticity.judge(mail.root.fields, trusting: "mx.example.net")
                    == (isProof ? .authenticated : .failed),
                "\(proof)")
        }
    }

    @Test("a mail is from whom it says, or not", arguments: cases + places)
    func judged(_ given: Case) {
        let mail = ParsedMail.parse(Array("\(given.header)\n\(given.from)\n\ntext".utf8))
        #expect(Authenticity.judge(mail.root.fields, trusting: "mx.example.net") == given.verdict)
        #expect(Authenticity.judge(mail.root.fields, trusting: nil) == .unknown)
    }
}
