// SPDX-License-Identifier: Apache-2.0

/// What stands in front of a subject says whether the mail answers one or hands one on: `Re:`, `AW: `, `[list] Re[2]:`,
/// `[Fwd: …]`.
struct SubjectPrefix {
    /// In lower case, without its colon.
    let word: String
    let isReply: Bool
    let isForward: Bool

    /// Octets of the longest prefix, and of all that may stand in front of it.
    private static let longest = 40
    private static let longestTag = 80

    /// nil: the subject begins with its own words.
    init?(of subject: String?) {
        guard let subject else { return nil }
        let text = Self.withoutTags(subject[...])
        // The programs of Mozilla's family, and others, put the whole subject into brackets.
        let bare = text.hasPrefix("[") ? text.dropFirst() : text
        if let word = Self.word(of: bare) {
            (self.word, isReply, isForward) = (
                word, MailWords.allReplies.contains(word), MailWords.allForwardings.contains(word)
            )
        } else if subject.lowercased().hasSuffix("(fwd)") {
            (word, isReply, isForward) = ("fwd", false, true)
        } else {
            return nil
        }
    }

    /// What lists put in front of everything: `[cooks] `.
    private static func withoutTags(_ subject: Substring) -> Substring {
        var rest = subject.drop { $0 == " " }
        while rest.utf8.first == UInt8(ascii: "["), let end = rest.utf8.prefix(longestTag).firstIndex(of: 0x5D) {
            guard word(of: rest.dropFirst()) == nil else { break }
            rest = rest[rest.index(after: end)...].drop { $0 == " " }
        }
        return rest
    }

    /// What follows a prefix of an answer; nil where none begins the text. A word that also means a forward in some
    /// language counts.
    static func behindReply(_ text: Substring) -> Substring? {
        guard let word = word(of: text), MailWords.allReplies.contains(word),
            let colon = text.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "：" })
        else { return nil }
        return text[text.unicodeScalars.index(after: colon)...].drop { $0.isWhitespace }
    }

    /// nil where it is no prefix of any language.
    private static func word(of text: Substring) -> String? {
        let head = String(decoding: text.utf8.prefix(longest), as: UTF8.self)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let counted = head[..<colon].dropTrailingWhiteSpace()
        let word = withoutCount(counted).lowercased()
        return MailWords.allReplies.contains(word) || MailWords.allForwardings.contains(word) ? word : nil
    }

    /// Some count the answers: `Re[2]`, `Re(2)`, `Re^2`, `Re2`.
    private static func withoutCount(_ text: Substring) -> Substring {
        var end = text.endIndex
        while end > text.startIndex {
            let before = text.index(before: end)
            guard "[]()^ 0123456789".contains(text[before]) else { break }
            end = before
        }
        return text[..<end]
    }
}
