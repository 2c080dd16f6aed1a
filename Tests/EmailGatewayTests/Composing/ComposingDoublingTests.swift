// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import Support
import Testing

@testable import EmailGateway

/// Twice the input, at most two and a half times the work: what a person writes, as a mail.
@Suite struct ComposingDoublingTests {
    private static let texts: [Shape] =
        Shape.admitted
        + [
            "*a ", "*a* ", "*a_b~c`d ", ">", "> ", "```\n", "*_~`", "http", "https://a ", "https://a/1.jpg\n", "h",
            "http://",
        ]
        .map(Shape.many)
        + [
            "> a\n", ">> a\n", "\r\n", "-- \n", "http://(", "http://)", "(http://a) ", "https://a/🇩.jpg\n", "re: ",
            "Re[2]: ",
        ]
        .map(Shape.many)
        + [.numbered("https://a/#.jpg\n"), .numbered("https://a/#\n"), .runs("> ", "a"), .runs("```\n", "a\n")]
        + [.deep("*_~", "~_*"), .runs("*", " *"), .runs("*a", "*")]

    @Test(
        "a text",
        arguments: ["{}", "*a* http://x{}", "*a* http://x(){}", "> {}", "*{}*", "https://a/b{}.jpg", "https://a/b.{}"])
    func text(_ frame: String) async {
        await expectProportional("a text", frames: [frame], shapes: Self.texts) { text in
            let styled = StyledMessage(text)
            _ = (styled.html, styled.flowedLines, styled.plainLines)
            let uploads = UploadLinks.find(in: text)
            _ = UploadLinks.remove(uploads, from: text)
            _ = AttachmentFetcher.name(of: text)
        }
    }

    @Test func `brackets behind a link, and many links`() async {
        let brackets = [")", "]", ")]", "(", "):", "*"].map(Shape.many)
        await expectProportional("a link", frames: ["*a* http://x{}"], shapes: brackets, from: 16 << 10) {
            _ = StyledMessage($0).html
        }
        let links: [Shape] = [.numbered("https://a/#.jpg\n"), .many("https://a/1.jpg\n"), .numbered("https://a/# ")]
        await expectProportional("links", shapes: links, from: 32 << 10) { text in
            let uploads = UploadLinks.find(in: text)
            _ = UploadLinks.remove(uploads, from: text)
        }
    }

    @Test("a subject", arguments: ["{}", "Re: {}", "r{}", "Re[{}]: a", "[{}] a"])
    func subject(_ frame: String) async {
        await expectProportional("a subject", frames: [frame], shapes: Self.texts) { text in
            _ = SubjectLine.choice(explicit: text, text: "", fileNames: [])
            _ = SubjectLine.choice(explicit: nil, text: text, fileNames: [text])
                .subject(inThread: text, by: SubjectLine.rule)
            _ = SubjectLine.rule.topic(of: text)
            _ = SubjectLine.rule.continues("Re: \(text)", with: text)
            _ = AssignedMessageID.id(in: text, host: "email-smtp.a.amazonaws.com")
            _ = AssignedMessageID.names.areNamed(by: "<\(text)>", in: text)
            _ = NetworkIDForm(prefix: "<", suffix: "@\(text)>").reference(in: "<\(text)@\(text)>")
        }
    }

    @Test(
        "an address",
        arguments: ["{}", "{}@b.c", "a@{}", "a@{}.c", "\"{}\"@b.c", "Bob {} <a@b.c>", "mailto:{}", "a@b.c{}"])
    func address(_ frame: String) async {
        await expectProportional(
            "an address", frames: [frame], shapes: Shape.hard + [.many("ü"), .many("xn--a"), .many("a.")]
        ) {
            _ = try? EmailAddress(typed: $0)
            _ = Receiving.identity.reference(inBounceAddress: $0)
        }
    }

    @Test func `a form that asks for a mailbox`() async {
        let registration = MailboxRegistration(mailDomain: "example.org", spam: .pass)
        await expectProportional("a form", frames: ["{}", "{}@example.org", "a{}"], shapes: Shape.admitted) {
            _ = try? registration.choice(["username": $0], taken: [], current: nil)
            _ = try? registration.choice(["username": "a", "name": $0, "spam": $0], taken: [], current: nil)
        }
    }
}
