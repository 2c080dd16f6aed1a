// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME

/// What a subject is about: by it an answer is known whose ids say nothing to us. `AW: [EXTERN] Re[2]: Tea` is about
/// tea.
struct SubjectTopic {
    let reading: SubjectReading

    /// More is not compared.
    private static let longest = 1000
    private static let longestTag = 80

    init(_ subject: String) {
        var rest = PlainText.prefix(of: HeaderText(subject).text, bytes: Self.longest)[...]
        var isAnswer = false
        while true {
            rest = rest.drop { $0.isWhitespace }
            if let next = SubjectPrefix.behindReply(rest) {
                (rest, isAnswer) = (next, true)
            } else if let next = Self.behindTag(rest) {
                rest = next
            } else {
                break
            }
        }
        let words = rest.lowercased().split(whereSeparator: \.isWhitespace)
        reading = SubjectReading(topic: words.joined(separator: " "), isAnswer: isAnswer)
    }

    /// Lists and filters put a word in brackets in front. A number there is that of a case, of which there are others;
    /// and a subject that is nothing else is no tag.
    private static func behindTag(_ text: Substring) -> Substring? {
        guard text.utf8.first == UInt8(ascii: "["), let end = text.utf8.prefix(longestTag).firstIndex(of: 0x5D),
            !text[..<end].utf8.contains(where: { (0x30...0x39).contains($0) })
        else { return nil }
        let rest = text[text.utf8.index(after: end)...].drop { $0.isWhitespace }
        return rest.isEmpty ? nil : rest
    }
}
