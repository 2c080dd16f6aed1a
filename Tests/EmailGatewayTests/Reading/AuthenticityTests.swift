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
        Case("SPF passed for a domain below", .authenticated, "\(ours) spf=pass smtp.mailfrom=bounce.example.org"),
        Case("SPF passed for another domain", .failed, "\(ours) spf=pass smtp.mailfrom=evil.example"),
        Case("SPF passed for a similar domain", .failed, "\(ours) spf=pass smtp.mailfrom=notexample.org"),
        Case("SPF passed for the greeting only", .failed, "\(ours) spf=pass smtp.helo=example.org"),
        Case("SPF failed", .failed, "\(ours) spf=softfail smtp.mailfrom=example.org"),
        Case("DKIM passed", .authenticated, "\(ours) dkim=pass header.d=example.org header.s=x"),
        Case("DKIM passed by its identity", .authenticated, "\(ours) dkim=pass header.i=@example.org"),
        Case(
            "one of two DKIM signatures", .authenticated,
            "\(ours) dkim=pass header.d=list.example; dkim=pass header.d=example.org"),
        Case("DKIM of a top-level domain", .failed, "\(ours) dkim=pass header.d=org"),
        Case("nothing was done", .failed, "\(ours) none"),
        Case("several fields of ours", .authenticated, "\(ours) spf=fail\n\(ours) dkim=pass header.d=example.org"),
        Case(
            "a forged one right below ours", .failed,
            "\(ours) dmarc=none\n\(ours) dmarc=pass; spf=pass smtp.mailfrom=a@x.org"),
        Case(
            "a forged SPF result below ours", .failed, "\(ours) spf=fail\n\(ours) spf=pass smtp.mailfrom=b@example.org"),
        Case("a forged one further down", .failed, "\(ours) spf=fail\nReceived: from evil\n\(ours) dmarc=pass"),
        Case(
            "our Received may stand on top", .authenticated, "Received: by us\n\(ours) dmarc=pass\nReceived: from them"),
        Case("two authors", .failed, "\(ours) dmarc=pass", from: "From: a@example.org, b@example.com"),
        Case("two From fields", .failed, "\(ours) dmarc=pass", from: "From: a@example.org\nFrom: b@example.com"),
        Case("no author", .failed, "\(ours) dmarc=pass", from: "X: y"),
        Case("a broken field", .unknown, "Authentication-Results: ;;;"),
        Case("brackets without an end", .failed, "\(ours) ((( dmarc=pass"),
    ]

    @Test("a mail is from whom it says, or not", arguments: cases)
    func judged(_ given: Case) {
        let mail = ParsedMail.parse(Array("\(given.header)\n\(given.from)\n\ntext".utf8))
        #expect(Authenticity.judge(mail.root.fields, trusting: "mx.example.net") == given.verdict)
        #expect(Authenticity.judge(mail.root.fields, trusting: nil) == .unknown)
    }
}
