// SPDX-License-Identifier: Apache-2.0

/// Chooses among the forms of the same text. A chat is plain, and so is what a person typed: plain text wins, unless it
/// says less than the HTML.
enum Alternative {
    /// What senders' programs write who have nothing to say in plain text.
    private static let stubs = [
        "not support html", "does not support html", "doesn't support html", "html-compatible", "html compatible",
        "html-capable", "view in html", "view it in html", "requires html", "enable html", "an html email",
        "an html message", "html-enabled", "in html format", "unterstützt kein html", "html-format", "html-fähig",
        "html version of this",
    ]
    /// A stub is one or two sentences.
    private static let stubWords = 60

    static func best(of forms: [MailContent]) -> MailContent? {
        let plain = forms.first { $0.hasText && $0.flavour == .plain }
        let html = forms.last { $0.hasText && $0.flavour == .html }
        guard let plain else { return html }
        guard let html else { return plain }
        return isStub(plain.lines) || saysLess(plain.lines, than: html.lines) ? html : plain
    }

    private static func isStub(_ lines: [String]) -> Bool {
        let hasTags = lines.contains { line in
            line.holds("</") && ["</div>", "</p>", "</td>"].contains { line.lowercased().holds($0) }
        }
        if hasTags { return true }
        guard words(lines) < stubWords else { return false }
        let text = lines.joined(separator: " ").lowercased()
        return stubs.contains { text.holds($0) }
    }

    private static func saysLess(_ plain: [String], than html: [String]) -> Bool { words(plain) * 3 < words(html) }

    /// Links are no words: HTML has more of them.
    private static func words(_ lines: [String]) -> Int {
        lines.reduce(0) { count, line in
            count
                + line.utf8.split(separator: UInt8(ascii: " ")).count { word in
                    word.contains(where: isLetter) && !Substring(word).holds("://")
                }
        }
    }

    /// Outside ASCII nearly everything is one.
    private static func isLetter(_ octet: UInt8) -> Bool {
        octet >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20)
    }
}
