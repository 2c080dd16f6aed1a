// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import Bridge

@Suite("IncomingText: what a person reads of a mail")
struct IncomingTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let message: IncomingMessage
        var news: IncomingText.News = [.people, .answerTo]
        var original: String?
        let lines: [String]

        init(
            _ description: String, _ text: String, news: IncomingText.News = [.people, .answerTo],
            original: String? = nil,
            media: [String] = [], _ lines: [String], _ change: (inout IncomingMessage) -> Void = { _ in }
        ) {
            testDescription = description
            self.news = news
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
        Case("To and Cc are said apart", "hi", ["To: Grace <+15550100002>", "Cc: +15550100098", "hi"]) {
            $0.others = [bob, grace]
        },
        Case("only To", "hi", ["To: Grace <+15550100002>", "hi"]) { $0.others = [grace] },
        Case("hidden ones stay hidden", "hi", ["hi"]) { $0.others = [Recipient(phone, role: .bcc)] },
        Case("ten names, and how many more", "hi", ["Cc: \(tenTimes) (+2)", "hi"]) {
            $0.others = Array(repeating: bob, count: 12)
        },
        Case("ten are all", "hi", ["Cc: \(tenTimes)", "hi"]) { $0.others = Array(repeating: bob, count: 10) },
    ]

    private static let tenTimes = Array(repeating: "+15550100098", count: 10).joined(separator: ", ")

    static let subjects = [
        Case("a subject that is news", "hi", news: .all, ["*Lunch*", "hi"]) { $0.subject = "Lunch" },
        Case("one that is known", "hi", ["hi"]) { $0.subject = "Lunch" },
        Case("one with a star", "hi", news: .all, ["5 * 3", "hi"]) { $0.subject = "5 * 3" },
        Case("nothing but a subject, even if it is known", "", ["*Come!*"]) { $0.subject = "Come!" },
        Case("nothing at all", "", ["(…)"]),
        Case("an empty subject is none", "", news: .all, ["(…)"]) { $0.subject = "" },
        Case("only a mark", "", ["[not authenticated]", "(…)"]) { $0.marks = ["[not authenticated]"] },
        Case("only a file: its link is the text", "", [""]) { $0.attachments = [cat] },
        Case("only a link to media", "", media: ["https://files.example.org/1"], [""]),
        Case("only a file, and a subject that is news", "", news: .all, ["*Cat*"]) { message in
            message.attachments = [cat]
            message.subject = "Cat"
        },
        Case(
            "all of it, in order", "hi", news: .all, original: "https://gw.example.org/1",
            [
                "[spam]", "*Lunch*", "To: Grace <+15550100002>", "Cc: +15550100098", "Reply-To: +15550100077", "hi", "",
                "[more] https://gw.example.org/1",
            ]
        ) { message in
            message.marks = ["[spam]"]
            message.subject = "Lunch"
            message.others = [grace, bob]
            message.answerTo = Address("+15550100077")
        },
    ]

    private static let link = "https://gw.example.org/1"

    static let news = [
        Case("names that are known", "hi", news: [], ["hi"]) { $0.others = [grace] },
        Case("an address for answers that is known", "hi", news: .people, ["hi"]) {
            $0.answerTo = Address("+15550100077")
        },
        Case("an address for answers alone", "hi", news: .answerTo, ["Reply-To: +15550100077", "hi"]) {
            $0.others = [grace]
            $0.answerTo = Address("+15550100077")
        },
        Case("what stands before a contact's first", "hi", news: .contact, ["[new]", "[spam]", "hi"]) {
            ($0.firstMarks, $0.marks) = (["[new]"], ["[spam]"])
        },
        Case("and not before the others", "hi", news: [], ["[spam]", "hi"]) {
            ($0.firstMarks, $0.marks) = (["[new]"], ["[spam]"])
        },
        Case("the mail that it answers", "hi", original: link, ["hi", "", "[quoted text] \(link)"]) {
            $0.omission = .quotedText
        },
        Case("other things", "hi", original: link, ["hi", "", "[more] \(link)"]),
        Case("nothing but files and a link", "", original: link, ["[more] \(link)"]) { $0.attachments = [cat] },
    ]

    @Test("says everything once, and is never empty where nothing else stands", arguments: names + subjects + news)
    func body(_ example: Case) {
        let text = IncomingText(
            message: example.message, news: example.news, original: example.original)
        #expect(text.body == example.lines.joined(separator: "\n"))
    }
}
