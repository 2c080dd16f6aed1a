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
        let text = lines.joined(separator: " ").lowercased()
        if text.contains("</div>") || text.contains("</p>") || text.contains("</td>") { return true }
        return words(lines) < stubWords && stubs.contains { text.contains($0) }
    }

    private static func saysLess(_ plain: [String], than html: [String]) -> Bool { words(plain) * 3 < words(html) }

    /// Links are no words: HTML has more of them.
    private static func words(_ lines: [String]) -> Int {
        lines.reduce(0) { count, line in
            count
                + line.split(whereSeparator: \.isWhitespace).count {
                    !$0.contains("://") && $0.contains(where: \.isLetter)
                }
        }
    }
}
