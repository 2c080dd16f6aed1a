// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// What stands in front of a subject says whether the mail answers one or hands one on: `Re:`, `AW: `, `[list] Re[2]:`,
/// `[Fwd: …]`.
struct SubjectPrefix {
    /// In lower case, without its colon.
    let word: String
    let isReply: Bool
    let isForward: Bool

    /// Octets of what may stand in front of a prefix.
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

    /// nil where it is no prefix of any language.
    private static func word(of text: Substring) -> String? {
        guard let word = SubjectRule.mark(of: text) else { return nil }
        return MailWords.allReplies.contains(word) || MailWords.allForwardings.contains(word) ? word : nil
    }
}
