// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import EmailGateway

@Suite struct SubjectLineTests {
    @Test(
        "the person's own, else the thread's, else the text's, else the file's",
        arguments: [
            ("Own", "Thread", "text", ["a.jpg"], "Own"), (" ", "Thread", "text", [], "Re: Thread"),
            (nil, "Re: Thread", "text", [], "Re: Thread"), (nil, nil, "Are you there?", [], "Are you there?"),
            (nil, "Re: ", "text", [], "text"), (nil, nil, "", ["", "photo.jpg"], "photo.jpg"),
            (nil, nil, " \n", [], "(no subject)"), ("a\r\nBcc: x@y.example", nil, "", [], "a Bcc: x@y.example"),
            (nil, "a\r\nBcc: x@y.example", "", [], "Re: a Bcc: x@y.example"),
            (nil, nil, "a\u{2028}Bcc: x", [], "a Bcc: x"),
        ] as [(String?, String?, String, [String], String)])
    func order(explicit: String?, thread: String?, text: String, files: [String], expected: String) {
        #expect(
            SubjectLine.choice(explicit: explicit, text: text, fileNames: files)
                .subject(inThread: thread, by: SubjectLine.rule) == expected)
    }

    @Test(
        "one Re:, whatever stood there",
        arguments: [
            ("Lunch", "Re: Lunch"), ("Re: Lunch", "Re: Lunch"), ("RE: AW: Re[2]: Lunch", "Re: Lunch"),
            ("re(3):Lunch", "Re: Lunch"), ("Re^2: Lunch", "Re: Lunch"), ("SV: VS: Antw: Lunch", "Re: Lunch"),
            ("回复：Lunch", "Re: Lunch"), ("R: Lunch", "Re: Lunch"), ("Re : Lunch", "Re: Lunch"),
            ("Fwd: Lunch", "Re: Fwd: Lunch"), ("Re: Fwd: Lunch", "Re: Fwd: Lunch"),
            ("Regarding: x", "Re: Regarding: x"),
            ("Report: x", "Re: Report: x"), ("Re[x]: y", "Re: Re[x]: y"), ("Re", "Re: Re"),
        ])
    func answers(subject: String, expected: String) {
        #expect(SubjectLine.rule.answer(to: subject) == expected)
    }

    @Test(
        "the first words",
        arguments: [
            ("*Hello* _there_", "Hello there"), ("> quoted\nmy answer", "my answer"), ("> only quoted", "only quoted"),
            ("Hi Bob\n\nSee you", "Hi Bob See you"), ("look https://example.org/x?y now", "look now"),
            ("https://www.example.org/x?y", "www.example.org"), ("```\ncode\n```", "code"), ("🎉", "🎉"),
            (
                "This text is longer than sixty characters and is cut where a word ends",
                "This text is longer than sixty characters and is cut where a…"
            ),
            (String(repeating: "x", count: 100), String(repeating: "x", count: 59) + "…"),
            ("日本語" + String(repeating: "あ", count: 100), "日本語" + String(repeating: "あ", count: 56) + "…"),
        ])
    func firstWords(text: String, expected: String) {
        let choice = SubjectLine.choice(explicit: nil, text: text, fileNames: [])
        #expect(choice.subject(inThread: nil, by: SubjectLine.rule) == expected)
    }
}
