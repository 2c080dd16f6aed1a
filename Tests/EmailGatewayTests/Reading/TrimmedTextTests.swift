// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import EmailGateway

@Suite struct TrimmedTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let kept: String

        init(_ name: String, _ text: String, _ kept: String = "new") {
            (testDescription, self.text, self.kept) = (name, text, kept)
        }
    }

    static let histories = [
        Case("Gmail", "new\n\nOn Tue, Jun 3, 2025 at 10:00 AM Bob <bob@example.org> wrote:\n\n> old\n> old\n"),
        Case(
            "Gmail, broken into lines",
            "new\n\nOn Tue, Jun 3, 2025 at 10:00 AM Robert Example Senior\n<bob@example.org> wrote:\n> old"),
        Case("Thunderbird in German", "new\n\nAm 03.06.25 um 10:00 schrieb Bob Beispiel:\n> alt"),
        Case("Gmail in German", "new\n\nBob <bob@example.org> schrieb am Di., 3. Juni 2025, 10:00:\n\n> alt"),
        Case("French", "new\n\nLe mar. 3 juin 2025 à 10:00, Bob <bob@example.org> a écrit :\n\n> vieux"),
        Case("Spanish", "new\n\nEl mar, 3 jun 2025 a las 10:00, Bob (<bob@example.org>) escribió:\n\n> viejo"),
        Case("Italian", "new\n\nIl giorno mar 3 giu 2025 alle ore 10:00 Bob ha scritto:\n> vecchio"),
        Case("Dutch", "new\n\nOp di 3 jun 2025 om 10:00 schreef Bob <bob@example.org>:\n> oud"),
        Case("Apple Mail", "new\n\n> On 3 Jun 2025, at 10:00, Bob <bob@example.org> wrote:\n> \n> old\n"),
        Case("not quoted at all", "new\n\nOn Tue, Jun 3, 2025 at 10:00 AM Bob wrote:\n\nold\nold"),
        Case(
            "Yahoo",
            " new\nSent from Yahoo Mail on Android \n \n  On Tue, Jun 3, 2025 at 7:00 AM, Bob<b@e.org> wrote:   old  "),
        Case("only the introduction is left", "new\n\nOn 3 June 2025 Bob wrote:\n"),
        Case("a name alone", "new\n\nBob Example writes:\n> old"),
        Case("a quote without an introduction", "new\n\n> old\n>\n> old"),
        Case("Outlook", "new\n\n-----Original Message-----\nFrom: Bob\nSent: Tuesday\nTo: Ann\nSubject: x\n\nold"),
        Case("Outlook in German", "new\n\n-----Ursprüngliche Nachricht-----\nVon: Bob\n\nalt"),
        Case("Outlook in French", "new\n\n-----Message d’origine-----\nDe : Bob\n\nvieux"),
        Case(
            "Outlook's header",
            "new\n\n________________________________\nFrom: Bob <b@e.org>\nSent: Tuesday\nTo: Ann\nSubject: Re: x\n\nold"
        ),
        Case(
            "Outlook's header in bold",
            "new\n\n*From:* Bob <b@e.org>\n*Sent:* Tuesday\n*To:* Ann\n*Cc:* C\n*Subject:* x\n\nold"),
        Case("GMX's header in German", "new\n\nGesendet: Dienstag\nVon: Bob\nAn: Ann\nBetreff: x\n\nalt"),
        Case("Outlook's header in German", "new\n\nVon: Bob\nGesendet: Dienstag\nAn: Ann\nBetreff: x\n\nalt"),
        Case("Outlook's header in French", "new\n\nDe : Bob\nEnvoyé : mardi\nÀ : Ann\nObjet : x\n\nvieux"),
        Case("a signature", "new\n\n-- \nBob\nExample Inc."),
        Case("a signature without its space", "new\n--\nBob"),
        Case("a signature above the history", "new\n\n-- \nBob\n\nOn 3 June 2025 Ann wrote:\n> old"),
        Case("a signature below the history", "new\n\nOn 3 June 2025 Ann wrote:\n> old\n\n-- \nBob"),
        Case("an iPhone", "new\n\nSent from my iPhone"),
        Case("an iPhone in German", "new\n\nVon meinem iPhone gesendet"),
        Case(
            "an iPhone above the history",
            "new\n\nSent from my iPhone\n\n> On 3 Jun 2025, at 10:00, Bob wrote:\n>\n> old"),
        Case("Outlook's advertisement", "new\n\nGet Outlook for iOS <https://aka.ms/o0ukef>"),
        Case(
            "a list's footer",
            "new\n\n_______________________________________________\ncooks mailing list\ncooks@example.org\nhttps://example.org/cooks"
        ),
    ]

    @Test("what stands below an answer is trimmed", arguments: histories)
    func trimmed(_ given: Case) {
        let trimmed = TrimmedText(PlainText.lines(of: given.text), .answer)
        #expect(trimmed.lines.joined(separator: "\n") == given.kept)
        #expect(trimmed.isTrimmed)
    }

    static let kept = [
        "On Tuesday Bob wrote:", "> only\n> a quote", "Sent from my iPhone", "-- \nBob",
        "On 3 June 2025 Bob wrote:\n> old",
        "-----Original Message-----\nFrom: Bob", "Hi,\nOn page 3 you wrote:\nfoo\nThat is wrong.",
        "I wrote: yes\nand he wrote:\nno",
        "From: Berlin\nTo: Paris\nDate: 3 June",
        "a\n--\n" + (1...20).map { "line \($0)" }.joined(separator: "\n"), "a -- b\nvon meinem Haus",
        "fyi\n\n---------- Forwarded message ---------\nFrom: Bob\nDate: x\nSubject: y\nTo: z\n\ntext\n-- \nBob",
        "fyi\n\nBegin forwarded message:\n\n> From: Bob\n> Subject: y\n>\n> text",
        "fyi\n\n-------- Weitergeleitete Nachricht --------\nBetreff: x\nDatum: y\nVon: z\nAn: a\n\ntext", "",
        "> is it so?\nyes", "Bob wrote:\n> is it so?\nyes", "> one\nyes\n> two\nno",
    ]

    @Test("everything else stays", arguments: kept)
    func stays(_ text: String) {
        let lines = PlainText.lines(of: text)
        let trimmed = TrimmedText(lines, .answer)
        #expect(trimmed.lines == lines)
        #expect(!trimmed.isTrimmed)
    }

    @Test("a forwarded mail is what the sender wants to be read", arguments: histories)
    func forwarded(_ given: Case) {
        let lines = PlainText.lines(of: given.text)
        #expect(TrimmedText(lines, .forward).lines == lines)
    }

    @Test(
        "the subject says that it is forwarded",
        arguments: [
            ("Fwd: x", true), ("FW: x", true), ("WG: x", true), ("Re: Fwd: x", false), ("Forward!", false), ("", false),
            ("[list] Fwd: x", true), ("[Fwd: x]", true), ("x (fwd)", true), ("W.: x", true), ("轉寄：x", true),
            ("Re[2]: x", false), ("[a] Re: [b] Fwd: x", false),
        ])
    func subject(_ subject: String, _ isForward: Bool) {
        #expect((SubjectPrefix(of: subject)?.isForward ?? false) == isForward)
    }

    @Test(
        "the subject says that it answers",
        arguments: ["Re: x", "AW : x", "[list] SV: x", "回复：x", "Re[2]: x", "RE(3): x"])
    func answer(_ subject: String) {
        #expect(SubjectPrefix(of: subject)?.isReply ?? false)
    }

    @Test func `a long quote above an answer stays, and goes below the last one`() {
        let quote = (1...20).map { "> line \($0)" }
        let trimmed = TrimmedText(["Hello,"] + quote + ["yes"] + quote, .answer)
        #expect(trimmed.lines == ["Hello,"] + quote + ["yes"])
        #expect(trimmed.isTrimmed && trimmed.hasHistory)
    }

    @Test func `a forward mark within the history does not save the history`() {
        let text = "new\n\nOn 3 June 2025 Bob wrote:\n\n---------- Forwarded message ---------\nold"
        #expect(TrimmedText(PlainText.lines(of: text), .answer).lines == ["new"])
    }
}
