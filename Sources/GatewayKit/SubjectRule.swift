// SPDX-License-Identifier: Apache-2.0

import Notation

/// How a network's subjects are read and answered, as a value: it is applied where only the store knows the other subject,
/// and nobody can be asked.
package struct SubjectRule: Sendable, Equatable {
    /// What we put in front of an answer's subject: `Re: `.
    private let answerMark: String
    /// What others put there, in lower case and without the colon: `re`, `aw`.
    private let knownMarks: Set<String>

    /// Octets of the longest mark, and of the longest tag in front of one.
    private static let longestMark = 40
    private static let longestTag = 80
    /// Octets of a topic: more is not compared. Less than what is kept of a line, so that marks in front move nothing out.
    private static let longestTopic = SingleLine.longest - 100

    package init(answerMark: String, knownMarks: Set<String>) {
        self.answerMark = answerMark
        self.knownMarks = knownMarks
    }

    /// Whether a message with this subject goes on with what another one is about: `Re: Lunch` is no other subject than
    /// `Lunch`, and none at all goes on with what there is.
    package func continues(_ known: String?, with subject: String?) -> Bool {
        guard let subject, subject != known else { return true }
        return known.map { topic(of: $0) == topic(of: subject) } ?? false
    }

    /// What it is about: the same for `Lunch`, `RE: Lunch` and `AW: [EXTERN] lunch`. Empty: nothing.
    package func topic(of subject: String) -> String {
        reading(of: subject).topic
    }

    /// Whether it says that its message answers another.
    package func isAnswer(_ subject: String) -> Bool {
        reading(of: subject).isAnswer
    }

    /// The subject of an answer, with exactly one mark before it, whatever stood there; nil where there is nothing to name.
    package func answer(to subject: String) -> String? {
        let base = base(of: subject)
        return base.isEmpty ? nil : answerMark + base
    }

    /// One line, without the marks of an answer at its beginning; those of a message that is handed on stay.
    package func base(of subject: String) -> String {
        var rest = SingleLine(subject).text[...]
        while let next = behindMark(rest) { rest = next }
        return String(rest)
    }

    /// What the subject's beginning says in front of the first colon, in lower case and without a count (`Re[2]`, `Re(2)`,
    /// `Re^2`, `Re2`); nil where nothing short does.
    package static func mark(of text: Substring) -> String? {
        let head = String(decoding: text.utf8.prefix(longestMark), as: UTF8.self)
        guard let colon = head.firstIndex(where: isColon) else { return nil }
        var end = colon
        while end > head.startIndex {
            let before = head.index(before: end)
            guard head[before].isWhitespace || "[]()^0123456789".contains(head[before]) else { break }
            end = before
        }
        return head[..<end].lowercased()
    }

    private func reading(of subject: String) -> (topic: String, isAnswer: Bool) {
        var rest = SingleLine(subject).text[...]
        var isAnswer = false
        while true {
            rest = rest.drop { $0.isWhitespace }
            if let next = behindMark(rest) {
                (rest, isAnswer) = (next, true)
            } else if let next = Self.behindTag(rest) {
                rest = next
            } else {
                break
            }
        }
        let beginning = String(decoding: rest.utf8.prefix(Self.longestTopic), as: UTF8.self)
        let words = beginning.lowercased().split(whereSeparator: \.isWhitespace)
        return (words.joined(separator: " "), isAnswer)
    }

    /// nil where no mark of an answer begins the text.
    private func behindMark(_ text: Substring) -> Substring? {
        guard let mark = Self.mark(of: text), knownMarks.contains(mark),
            let colon = text.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "：" })
        else { return nil }
        return text[text.unicodeScalars.index(after: colon)...].drop { $0.isWhitespace }
    }

    /// Lists and filters put a word in brackets in front. A number there is that of a case, of which there are others;
    /// and a subject that is nothing else is no tag.
    private static func behindTag(_ text: Substring) -> Substring? {
        guard text.utf8.first == UInt8(ascii: "["),
            let end = text.utf8.prefix(longestTag).firstIndex(of: UInt8(ascii: "]")),
            !text[..<end].utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let rest = text[text.utf8.index(after: end)...].drop { $0.isWhitespace }
        return rest.isEmpty ? nil : rest
    }

    private static func isColon(_ character: Character) -> Bool { character == ":" || character == "：" }
}
