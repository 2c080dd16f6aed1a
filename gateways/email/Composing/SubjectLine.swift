// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
import MIME

/// The subject that a mail gets: a chat message rarely brings one.
package enum SubjectLine {
    /// Characters of a subject that is made of the text.
    package static let longestFromText = 60
    /// Where there is nothing to make one of.
    private static let none = "(no subject)"

    /// What mail programs of all languages put in front of the subject of an answer, and what we do.
    static let rule = SubjectRule(answerMark: "Re: ", knownMarks: MailWords.allReplies)

    /// The person's own subject, else the thread's with one `Re:`, else the first words of the text, else the name of the
    /// first file. Never empty, one line.
    package static func choice(explicit: String?, text: String, fileNames: [String]) -> SubjectChoice {
        let own = HeaderText(explicit ?? "").text
        return own.isEmpty
            ? SubjectChoice(own: nil, beginning: beginning(text, fileNames)) : SubjectChoice(own: own, beginning: own)
    }

    private static func beginning(_ text: String, _ fileNames: [String]) -> String {
        let words = firstWords(of: text)
        if !words.isEmpty { return words }
        return fileNames.map { HeaderText($0).text }.first { !$0.isEmpty } ?? none
    }

    /// At most sixty characters, cut at a word, without styling marks and links; from quotations and program text only
    /// where there is nothing else.
    private static func firstWords(of text: String) -> String {
        // The beginning is enough: nobody needs a whole book parsed for its title.
        let beginning = String(text.prefix(4_000))
        let own = words(in: StyledMessage(beginning).plainLines.joined(separator: " "))
        return shortened(own.isEmpty ? words(in: beginning.filter { !">`".contains($0) }) : own)
    }

    /// The words without the links among them; the link's host where there is nothing else.
    private static func words(in text: String) -> [Substring] {
        let all = HeaderText(text).text.split(separator: " ")
        let own = all.filter { WebLink.first(in: $0) == nil }
        guard own.isEmpty, let link = all.first, let range = WebLink.first(in: link) else { return own }
        return [link[range].split(separator: "/").dropFirst().first ?? link[range]]
    }

    private static func shortened(_ words: [Substring]) -> String {
        var line = ""
        for word in words {
            guard line.count + word.count + (line.isEmpty ? 0 : 1) <= longestFromText else {
                return line.isEmpty ? word.prefix(longestFromText - 1) + "…" : line + "…"
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line
    }
}
