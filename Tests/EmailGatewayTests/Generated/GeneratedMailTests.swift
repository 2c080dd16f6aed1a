// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

/// For each mail program and language an answer, a forward, an answer between quotes and a fresh mail with quotes in it:
/// exactly the right text remains.
@Suite struct GeneratedMailTests {
    static let samples = LanguageSample.all

    @Test func `each language has a sample`() {
        #expect(Self.samples.map(\.words.language) == MailWords.all.map(\.language))
    }

    @Test("an answer is what is new", arguments: MailProgram.all.map(\.name))
    func answers(_ name: String) throws {
        let program = try #require(MailProgram.all.first { $0.name == name })
        for sample in Self.samples {
            let history = program.history(sample, [sample.old, "4711"])
            for prefix in sample.words.replies where !MailWords.allForwardings.contains(prefix) {
                let text = Self.text(program, "\(prefix): 4711", sample.own, history)
                #expect(text == sample.own, "\(sample.words.language) \(prefix)")
            }
            let text = Self.text(program, "4711\nIn-Reply-To: <a@b>", sample.own, history)
            #expect(text == sample.own, "\(sample.words.language) by reference")
        }
    }

    @Test("a forward is the message", arguments: MailProgram.all.map(\.name))
    func forwards(_ name: String) throws {
        let program = try #require(MailProgram.all.first { $0.name == name })
        for sample in Self.samples {
            let history = program.forward(sample, [sample.old, "4711"])
            guard !history.isEmpty else { continue }
            let whole = Self.whole(program, sample.own, history)
            // Its prefix, or nothing but its form, says so.
            let unambiguous = sample.words.forwardings.filter { !MailWords.allReplies.contains($0) }
            for subject in unambiguous.map({ "\($0): 4711\nReferences: <a@b>" }) + ["4711"] {
                let text = Self.text(program, subject, sample.own, history)
                #expect(text == whole, "\(sample.words.language) \(subject)")
            }
        }
    }

    @Test("an answer between quotes stays whole", arguments: MailWords.all.map(\.language))
    func inline(_ language: String) throws {
        let sample = try #require(Self.samples.first { $0.words.language == language })
        for program in MailProgram.all where !program.isHTML {
            let quoted = program.history(sample, [sample.old])
            guard quoted.hasSuffix("> \(sample.old)") else { continue }
            let text = "\(quoted)\n\n\(sample.own)\n\n> \(sample.old)\n\n4712"
            let read = Self.text(program, "Re: 4711", text, "")
            #expect(read == Self.whole(program, text, ""), "\(program.name)")
        }
    }

    @Test("an answer between the quotes of a page stays whole", arguments: MailWords.all.map(\.language))
    func inlinePages(_ language: String) throws {
        let sample = try #require(Self.samples.first { $0.words.language == language })
        for program in MailProgram.all where program.isHTML {
            let quoted = program.history(sample, [sample.old])
            guard quoted.contains("<blockquote") else { continue }
            let page = "\(quoted)<div>\(sample.own)</div>\(quoted)<div>4712</div>"
            let read = Self.text(program, "Re: 4711", page, "")
            #expect(read == Self.whole(program, page, ""), "\(program.name)")
        }
    }

    @Test("a fresh mail keeps its quotes", arguments: MailWords.all.map(\.language))
    func fresh(_ language: String) throws {
        let sample = try #require(Self.samples.first { $0.words.language == language })
        for program in MailProgram.all where !program.isHTML {
            let quoted = program.history(sample, [sample.old])
            let read = Self.text(program, "4711", sample.own, quoted)
            #expect(read == Self.whole(program, sample.own, quoted), "\(program.name)")
        }
        let page = "<p>\(sample.own)</p><blockquote>\(sample.old)</blockquote>"
        let read = ChatReading(ParsedMail.parse(Self.mail("text/html", "4711", page))).text
        #expect(read == "\(sample.own)\n\n> \(sample.old)")
    }

    // MARK: - Mails

    private static func mail(_ type: String, _ subject: String, _ body: String) -> [UInt8] {
        let head = "From: Bob Example <bob@example.com>\nTo: Ann Other <ann@example.org>\nSubject: \(subject)\n"
        return Array("\(head)Content-Type: \(type); charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\(body)\n".utf8)
    }

    private static func body(_ program: MailProgram, _ own: String, _ history: String) -> String {
        if program.isHTML { return "<div>\(own)</div>\(history)" }
        return history.isEmpty ? own : "\(own)\n\n\(history)"
    }

    private static func text(_ program: MailProgram, _ subject: String, _ own: String, _ history: String) -> String {
        let type = program.isHTML ? "text/html" : "text/plain"
        return ChatReading(ParsedMail.parse(mail(type, subject, body(program, own, history)))).text
    }

    /// All that the mail says.
    private static func whole(_ program: MailProgram, _ own: String, _ history: String) -> String {
        let all = body(program, own, history)
        if program.isHTML { return HTMLText(all, keepsHistory: true).text }
        return PlainText.lines(of: all).joined(separator: "\n")
    }
}
