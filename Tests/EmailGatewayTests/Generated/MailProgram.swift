// SPDX-License-Identifier: Apache-2.0

@testable import EmailGateway

/// How a mail program puts an old mail below a new text.
struct MailProgram: Sendable {
    let name: String
    let isHTML: Bool
    /// What stands below the new text of an answer. The old text's lines are given.
    let history: @Sendable (LanguageSample, [String]) -> String
    /// What stands below the sender's words where the mail is handed on; empty: the program has no form of its own.
    let forward: @Sendable (LanguageSample, [String]) -> String

    static let all: [MailProgram] = plain + pages

    private static let sender = "Ann Other <ann@example.org>"

    private static func introduction(_ sample: LanguageSample) -> String {
        let opening = sample.words.openings.first.map { $0.prefix(1).uppercased() + $0.dropFirst() + " " } ?? ""
        return "\(opening)\(sample.date), \(sender) \(sample.words.verbs[0]):"
    }

    private static func nameFirst(_ sample: LanguageSample) -> String {
        "\(sender) \(sample.words.verbs[0]) \(sample.words.openings.first ?? "") \(sample.date):"
    }

    private static func quote(_ lines: [String]) -> String { lines.map { "> \($0)" }.joined(separator: "\n") }

    private static func label(_ name: String?) -> String {
        let name = name ?? ""
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The lines of a copied header, in the language's words.
    private static func header(_ sample: LanguageSample, mark: String = "") -> [String] {
        [
            (sample.words.sender, sender), (sample.words.date, sample.date), (sample.words.to, "Bob <bob@example.com>"),
            (sample.words.subject, "4711"),
        ].map { "\(mark)\(label($0.0.first)):\(mark) \($0.1)" }
    }

    private static func body(_ lines: [String]) -> String { lines.joined(separator: "\n") }

    // MARK: - Programs that write plain text

    private static let plain: [MailProgram] = [
        MailProgram(
            name: "Gmail", isHTML: false, history: { "\(introduction($0))\n\n\(quote($1))" },
            forward: {
                "---------- \(label($0.words.forwards.first)) ---------\n" + body(header($0)) + "\n\n\n" + body($1)
            }),
        MailProgram(
            name: "Gmail, in two lines", isHTML: false,
            history: {
                introduction($0).replacing(" <ann", with: "\n<ann") + "\n\n\(quote($1))"
            }, forward: { _, _ in "" }),
        MailProgram(
            name: "a name first", isHTML: false, history: { "\(nameFirst($0))\n\n\(quote($1))" },
            forward: { _, _ in "" }),
        MailProgram(
            name: "Apple Mail", isHTML: false, history: { "> \(introduction($0))\n>\n\(quote($1))" },
            forward: {
                "\(label($0.words.forwards.last)):\n\n" + quote(header($0) + [""] + $1)
            }),
        MailProgram(
            name: "an introduction without quotes", isHTML: false, history: { "\(introduction($0))\n\n\(body($1))" },
            forward: { _, _ in "" }),
        MailProgram(
            name: "Outlook for Windows", isHTML: false,
            history: {
                "-----\(label($0.words.originals.first))-----\n" + body(header($0)) + "\n\n" + body($1)
            }, forward: { headed($0, $1) }),
        MailProgram(
            name: "Outlook on the web", isHTML: false,
            history: {
                "________________________________\n" + body(header($0)) + "\n\n" + body($1)
            }, forward: { headed($0, $1) }),
        MailProgram(
            name: "Outlook for phones", isHTML: false, history: { body(header($0)) + "\n\n" + body($1) },
            forward: { headed($0, $1) }),
        MailProgram(
            name: "mutt", isHTML: false, history: { "* \(sender) [\($0.date)]:\n\(quote($1))" },
            forward: {
                "----- Forwarded message from \(sender) -----\n\n\($0.date)\n" + body($1)
            }),
        MailProgram(
            name: "GroupWise", isHTML: false, history: { ">>> \(sender) \($0.date) >>>\n\(body($1))" },
            forward: { _, _ in "" }),
        MailProgram(
            name: "Yandex", isHTML: false, history: { "\($0.date), \"Ann Other\" <ann@example.org>:\n\(quote($1))" },
            forward: { _, _ in "" }),
    ]

    /// In the form of Outlook for phones.
    private static func headed(_ sample: LanguageSample, _ lines: [String]) -> String {
        body(header(sample)) + "\n\n" + body(lines)
    }

    // MARK: - Programs that write pages

    private static func escaped(_ text: String) -> String {
        text.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func page(_ lines: [String]) -> String { lines.map { "<div>\(escaped($0))</div>" }.joined() }

    private static func boldHeader(_ sample: LanguageSample) -> String {
        header(sample).map { line in
            let colon = line.firstIndex(of: ":") ?? line.startIndex
            return "<b>\(line[..<colon]):</b>\(escaped(String(line[line.index(after: colon)...])))"
        }.joined(separator: "<br>")
    }

    private static let pages: [MailProgram] = [
        MailProgram(
            name: "Gmail's page", isHTML: true,
            history: {
                "<div class=gmail_quote><div class=gmail_attr>\(escaped(introduction($0)))<br></div>"
                    + "<blockquote class=gmail_quote>\(page($1))</blockquote></div>"
            },
            forward: {
                "<div class=gmail_quote><div class=gmail_attr>---------- \(label($0.words.forwards.first)) ---------<br>"
                    + "\(boldHeader($0))</div>\(page($1))</div>"
            }),
        MailProgram(
            name: "Thunderbird's page", isHTML: true,
            history: {
                "<div class=moz-cite-prefix>\(escaped(introduction($0)))</div><blockquote type=cite>\(page($1))</blockquote>"
            },
            forward: {
                "<div class=moz-forward-container>-------- \(label($0.words.forwards.first)) --------<br>\(boldHeader($0))"
                    + "<br>\(page($1))</div>"
            }),
        MailProgram(
            name: "Apple's page", isHTML: true,
            history: {
                "<blockquote type=cite><div>\(escaped(introduction($0)))</div><br><div>\(page($1))</div></blockquote>"
            },
            forward: {
                "<blockquote type=cite><div>\(label($0.words.forwards.last)):</div><br><div>\(boldHeader($0))</div><br>"
                    + "\(page($1))</blockquote>"
            }),
        MailProgram(
            name: "Outlook's page", isHTML: true,
            history: {
                "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>"
                    + "\(boldHeader($0))</p></div>\(page($1))"
            },
            forward: { sample, lines in
                "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>"
                    + "\(boldHeader(sample).replacing("ann@example.org", with: "mia@example.net"))</p></div>\(page(lines))"
            }),
        MailProgram(
            name: "Outlook on the web's page", isHTML: true,
            history: {
                "<div id=appendonsend></div><hr><div id=divRplyFwdMsg>\(boldHeader($0))</div><div>\(page($1))</div>"
            },
            forward: { sample, lines in
                "<div id=appendonsend></div><hr><div id=divRplyFwdMsg>"
                    + "\(boldHeader(sample).replacing("ann@example.org", with: "mia@example.net"))</div><div>\(page(lines))</div>"
            }),
        MailProgram(
            name: "Mail.ru's page", isHTML: true,
            history: {
                "<br>\(escaped(introduction($0)))<br><blockquote style='border-left:1px solid #0857A6'>\(page($1))</blockquote>"
            }, forward: { _, _ in "" }),
    ]
}
