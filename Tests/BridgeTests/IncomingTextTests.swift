// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import Bridge

@Suite("IncomingText: what a person reads of a mail")
struct IncomingTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let message: IncomingMessage
        var showsSubject = false
        var original: String?
        let lines: [String]

        init(
            _ description: String, _ text: String, showsSubject: Bool = false, original: String? = nil,
            media: [String] = [], _ lines: [String], _ change: (inout IncomingMessage) -> Void = { _ in }
        ) {
            testDescription = description
            self.showsSubject = showsSubject
            self.original = original
            self.lines = lines
            var message = IncomingMessage(eventID: nil, from: phone, to: [adasNumber], text: text, media: media)
            change(&message)
            self.message = message
        }
    }

    private static let grace = Recipient(gracesNumber, name: "Grace", role: .to)
    private static let bob = Recipient(Address("+15550100098"), role: .cc)
    private static let cat = Attachment(name: "cat.png", type: "image/png", content: [1])

    static let names = [
        Case("To and Cc are said apart", "hi", ["hi", "To: Grace <+15550100002>", "Cc: +15550100098"]) {
            $0.others = [bob, grace]
        },
        Case("only To", "hi", ["hi", "To: Grace <+15550100002>"]) { $0.others = [grace] },
        Case("hidden ones stay hidden", "hi", ["hi"]) { $0.others = [Recipient(phone, role: .bcc)] },
        Case("ten names, and how many more", "hi", ["hi", "Cc: \(tenTimes) (+2)"]) {
            $0.others = Array(repeating: bob, count: 12)
        },
        Case("ten are all", "hi", ["hi", "Cc: \(tenTimes)"]) { $0.others = Array(repeating: bob, count: 10) },
    ]

    private static let tenTimes = Array(repeating: "+15550100098", count: 10).joined(separator: ", ")

    static let subjects = [
        Case("a subject that is news", "hi", showsSubject: true, ["*Lunch*", "hi"]) { $0.subject = "Lunch" },
        Case("one that is known", "hi", ["hi"]) { $0.subject = "Lunch" },
        Case("one with a star", "hi", showsSubject: true, ["5 * 3", "hi"]) { $0.subject = "5 * 3" },
        Case("nothing but a subject, even if it is known", "", ["*Come!*"]) { $0.subject = "Come!" },
        Case("nothing at all", "", ["(…)"]),
        Case("an empty subject is none", "", showsSubject: true, ["(…)"]) { $0.subject = "" },
        Case("only a mark", "", ["[not authenticated]", "(…)"]) { $0.marks = ["[not authenticated]"] },
        Case("only a file: its link is the text", "", [""]) { $0.attachments = [cat] },
        Case("only a link to media", "", media: ["https://files.example.org/1"], [""]),
        Case("only a file, and a subject that is news", "", showsSubject: true, ["*Cat*"]) { message in
            message.attachments = [cat]
            message.subject = "Cat"
        },
        Case(
            "all of it, in order", "hi", showsSubject: true, original: "https://gw.example.org/1",
            [
                "[spam]", "*Lunch*", "hi", "To: Grace <+15550100002>", "Cc: +15550100098", "Reply-To: +15550100077",
                "[…] https://gw.example.org/1",
            ]
        ) { message in
            message.marks = ["[spam]"]
            message.subject = "Lunch"
            message.others = [grace, bob]
            message.answerTo = Address("+15550100077")
        },
    ]

    @Test("says everything once, and is never empty where nothing else stands", arguments: names + subjects)
    func body(_ example: Case) {
        let text = IncomingText(
            message: example.message, showsSubject: example.showsSubject, original: example.original)
        #expect(text.body == example.lines.joined(separator: "\n"))
    }
}
