// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

@testable import EmailGateway

/// What a subject is about, and whether it says that it answers something.
@Suite struct SubjectTopicTests {
    private let rule = SubjectLine.rule

    static let answers = [
        "Re: Tea", "RE: Tea", "re:tea", "Re : Tea", "RE：Tea", "AW: Tea", "Aw: Tea", "Antw: Tea",
        "Antwort: Tea", "SV: Tea", "Sv: TEA", "VS: Tea", "Odp: Tea", "ODP: Tea", "R: Tea", "RIF: Tea", "RES: Tea",
        "Réf : Tea", "Ynt: Tea", "回复: Tea", "回复：Tea", "回覆: Tea", "答复: Tea", "返信: Tea", "답장: Tea", "회신: Tea",
        "Ответ: Tea", "НА: Tea", "Відп: Tea", "ΑΠ: Tea", "ΣΧΕΤ: Tea", "Vá: Tea", "VÁ: Tea", "תגובה: Tea", "رد: Tea",
        "پاسخ: Tea", "Bls: Tea", "Balas: Tea", "TL: Tea", "Trả lời: Tea", "ATB: Tea", "Odg: Tea", "ตอบกลับ: Tea",
        "Re[2]: Tea", "Re(3): Tea", "Re^4: Tea", "RE: AW: SV: Tea", "Re: Re: Re: Tea", "[EXTERN] Re: Tea",
        "Re: [cooks] Tea", "AW: [EXT] RE: [cooks]  Tea ", "Re:\tTea",
    ]

    @Test("an answer about tea", arguments: answers)
    func answer(_ subject: String) {
        #expect(rule.topic(of: subject) == "tea" && rule.isAnswer(subject))
    }

    /// Those that are not.
    static let others: [(String, String, Bool)] = [
        ("Tea", "tea", false), ("[cooks] Tea", "tea", false), ("  Green   Tea ", "green tea", false),
        ("Fwd: Tea", "fwd: tea", false), ("WG: Tea", "wg: tea", false), ("Re: Fwd: Tea", "fwd: tea", true),
        ("Regarding: Tea", "regarding: tea", false), ("Report: Tea", "report: tea", false), ("Re", "re", false),
        ("Re:", "", true), ("", "", false), ("[Tea]", "[tea]", false), ("Re: [#12] Tea", "[#12] tea", true),
        ("Tea Re: x", "tea re: x", false), ("Note: Re: Tea", "note: re: tea", false), ("Tea: AW", "tea: aw", false),
    ]

    @Test("what it is about", arguments: others)
    func topic(_ subject: String, _ topic: String, _ isAnswer: Bool) {
        #expect(rule.topic(of: subject) == topic && rule.isAnswer(subject) == isAnswer)
    }

    @Test("every reply prefix of the data is one") func data() {
        #expect(MailWords.allReplies.count > 40)
        for word in MailWords.allReplies {
            for spelling in [word, word.uppercased()] {
                #expect(rule.topic(of: "\(spelling): Tea") == "tea" && rule.isAnswer("\(spelling): Tea"))
                #expect(rule.answer(to: "\(spelling): Tea") == "Re: Tea")
            }
        }
    }

    static let pairs: [(String?, String?, Bool)] = [
        ("Lunch", "Lunch", true), ("Lunch", "Re: Lunch", true), ("AW: lunch", "RE: Lunch", true), ("Lunch", nil, true),
        (nil, nil, true), (nil, "Lunch", false), ("", "Lunch", false), ("Lunch", "", false),
        ("Lunch", "Fwd: Lunch", false), ("Lunch", "Late Lunch", false), ("Lunch", "Lunch at 12", false),
    ]

    @Test("whether a message goes on with what is known", arguments: pairs)
    func continues(_ known: String?, _ subject: String?, _ isSame: Bool) {
        #expect(rule.continues(known, with: subject) == isSame)
    }

    @Test("the longest subject and its answer are about the same", arguments: ["a", "ä", "🍵"])
    func longest(_ letter: String) throws {
        let subject = String(repeating: letter, count: 3_000)
        let answer = try #require(rule.answer(to: subject))
        #expect(rule.continues(subject, with: answer) && rule.continues(answer, with: "AW: [EXTERN] \(answer)"))
    }
}
