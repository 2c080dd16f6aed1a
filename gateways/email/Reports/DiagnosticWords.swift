// SPDX-License-Identifier: Apache-2.0

import MIME
import SMTP

/// What a server said when it refused a mail, fit to be shown: `550-5.1.1 No such user 550 5.1.1 here` becomes the status
/// 5.1.1 and `No such user here`.
struct DiagnosticWords: Equatable {
    /// nil where no enhanced status code is among the words.
    let status: EnhancedStatus?
    /// The SMTP code; nil where none begins the words.
    let code: Int?
    /// One line without the codes; nil where nothing else is there.
    let text: String?

    /// Characters that are kept.
    static let longest = 300

    init(_ untrusted: some StringProtocol) {
        var status: EnhancedStatus?
        var code: Int?
        var kept: [Substring] = []
        for word in HeaderText(untrusted).text.split(separator: " ") {
            let (reply, rest) = Self.splitReply(word)
            if let found = Self.status(of: rest) {
                status = Self.moreTelling(status, found)
                code = code ?? reply
            } else if reply == nil || (code != nil && rest.isEmpty && reply != code) {
                kept.append(word)
            } else {
                code = code ?? reply
                if !rest.isEmpty { kept.append(rest) }
            }
        }
        self.status = status
        self.code = code
        text = Self.shortened(kept.joined(separator: " "))
    }

    var isEmpty: Bool { status == nil && code == nil && text == nil }

    /// The first, unless it says nothing (5.0.0, 5.3.0) and the second does.
    private static func moreTelling(_ first: EnhancedStatus?, _ second: EnhancedStatus) -> EnhancedStatus {
        guard let first else { return second }
        return first.detail == 0 && second.detail != 0 && first.class == second.class ? second : first
    }

    /// A code at the beginning of a word, `550`, `550:`, `550-The` or `550-5.1.1`, and what is behind it.
    static func splitReply(_ word: Substring) -> (code: Int?, rest: Substring) {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        let rest = word[digits.endIndex...]
        guard digits.count == 3, let code = Int(digits), (400...599).contains(code),
            rest.isEmpty || rest == ":" || rest.first == "-"
        else { return (nil, word) }
        return (code, rest.dropFirst())
    }

    /// `5.1.1`, also as `#5.1.1`, `(5.1.1)` or `5.1.1:`.
    static func status(of word: Substring) -> EnhancedStatus? {
        var core = word
        while let first = core.first, "#([<:'".contains(first) { core.removeFirst() }
        while let last = core.last, ")]>:;,.".contains(last) { core.removeLast() }
        return EnhancedStatus(core).flatMap { $0.class == 2 ? nil : $0 }
    }

    private static func shortened(_ text: String) -> String? {
        var text = text[...]
        while let first = text.first, " :;,-".contains(first) { text.removeFirst() }
        guard !text.isEmpty else { return nil }
        return text.count <= longest ? String(text) : text.prefix(longest - 1) + "…"
    }
}
