// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The mailboxes as HTML. Whatever came from outside is escaped where it enters; a mail's own HTML is not shown.
enum MailboxHTML {
    /// All mailboxes, the one that got or sent something last first.
    static func list(_ mails: [SimulatedMail]) -> String {
        var seen: Set<String> = []
        let rows = mails.reversed().filter { $0.direction != .report }.flatMap { mail in
            mail.mailboxes.sorted().filter { seen.insert($0).inserted }.map { row($0, MailView(mail)) }
        }
        return rows.isEmpty ? "<p>No mailbox has had a mail yet.</p>" : "<ul>\(rows.joined())</ul>"
    }

    private static func row(_ address: String, _ mail: MailView) -> String {
        """
        <li><a href="/mailboxes/\(HTML.pathSegment(address))"><b>\(HTML.escaped(address))</b>
        <span>\(HTML.escaped(String(mail.subject.prefix(80))))</span></a></li>
        """
    }

    /// One mailbox: its mails, and a form for an answer to `original` or, where that is nil, for a new mail.
    static func mailbox(_ address: String, _ mails: [SimulatedMail], answering original: SimulatedMail?) -> String {
        let path = "/mailboxes/\(HTML.pathSegment(address))"
        return HTML.page(
            address,
            """
            <p><a href="/">← all phones and mailboxes</a> · <a href="\(path)?new">Write a new mail</a></p>
            <div id="mails">\(self.mails(mails, of: path))</div>
            \(form(path, original.map { MailView($0) }))
            \(HTML.refresh("\(path)/mails", of: "#mails"))
            """)
    }

    /// The mails without the page around them.
    static func mails(_ mails: [SimulatedMail], of path: String) -> String {
        mails.map { mail in
            mail.direction == .report ? report(MailView(mail)) : bubble(MailView(mail), path)
        }.joined(separator: "\n")
    }

    private static func bubble(_ mail: MailView, _ path: String) -> String {
        let files = mail.attachments.enumerated().map { index, file in
            "<br>📎 <a href=\"/mails/\(mail.id)/files/\(index)\">\(HTML.escaped(file.name)) (\(file.size) bytes)</a>"
        }.joined()
        let answer = mail.direction == .toWorld ? " · <a href=\"\(path)?answer=\(mail.id)\">Answer</a>" : ""
        return """
            <div class="\(mail.direction.rawValue)"><small>\(people(mail.from)) → \(people(mail.to + mail.cc)) · \
            \(mail.time)\(states(mail))\(answer) · <a href="/api/mails/\(mail.id)/raw">Source</a></small>
            <b>\(HTML.escaped(mail.subject))</b>
            \(HTML.escaped(mail.text))\(files)</div>
            """
    }

    private static func report(_ mail: MailView) -> String {
        """
        <p class="report">\(HTML.escaped(mail.subject)) · \(mail.time)\(states(mail)) · \
        <a href="/api/mails/\(mail.id)/raw">Source</a></p>
        """
    }

    /// What became of a mail on its way to Postern.
    private static func states(_ mail: MailView) -> String {
        guard mail.direction != .toWorld else { return "" }
        return mail.recipients.map { recipient in
            let words = recipient.words.isEmpty ? "" : ": " + HTML.escaped(recipient.words)
            return " · \(recipient.state.rawValue)\(words)"
        }.joined()
    }

    private static func people(_ people: [MailView.Person]) -> String {
        people.map { HTML.escaped($0.name.map { name in "\(name) " } ?? "") + HTML.escaped("<\($0.address)>") }
            .joined(separator: ", ")
    }

    private static func form(_ path: String, _ original: MailView?) -> String {
        let to = original?.from.first?.address ?? ""
        let subject = original.map { Letter.answered($0.subject) } ?? ""
        return """
            <form method="post" action="\(path)/mails" enctype="multipart/form-data">
            <input type="hidden" name="answer" value="\(original?.id ?? "")">
            <input name="to" value="\(HTML.escaped(to))" placeholder="to: romeo@example.org" required>
            <input name="subject" value="\(HTML.escaped(subject))" placeholder="subject">
            <textarea name="text" placeholder="text" autofocus required></textarea>
            <input type="file" name="file"><button>Send</button>
            </form>
            """
    }
}
