// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The phones as HTML. Whatever came from outside is escaped where it enters.
enum PhoneHTML {
    /// All phones, the one that heard or said something last first.
    static func list(_ messages: [SimulatedMessage]) -> String {
        var seen: Set<String> = []
        let latest = messages.reversed().filter { seen.insert($0.phone).inserted }
        let rows = latest.map { message in
            """
            <li><a href="/phones/\(HTML.pathSegment(message.phone))"><b>\(HTML.escaped(message.phone))</b>
            <span>\(HTML.escaped(String(message.text.prefix(80))))</span></a></li>
            """
        }
        return rows.isEmpty ? "<p>No phone has had a message yet.</p>" : "<ul>\(rows.joined())</ul>"
    }

    /// One phone: its conversation, and a form to answer whoever wrote last.
    static func phone(_ number: String, _ messages: [SimulatedMessage]) -> String {
        let path = "/phones/\(HTML.pathSegment(number))"
        return HTML.page(
            number,
            """
            <p><a href="/">← all phones and mailboxes</a></p>
            <div id="conversation">\(bubbles(messages))</div>
            <form method="post" action="\(path)/messages">
            <input name="to" value="\(HTML.escaped(messages.last?.peer ?? ""))" placeholder="to: +15550100001" required>
            <input name="text" placeholder="text" autocomplete="off" autofocus required><button>Send</button>
            </form>
            \(HTML.refresh("\(path)/conversation", of: "#conversation"))
            """)
    }

    /// The conversation without the page around it.
    static func bubbles(_ messages: [SimulatedMessage]) -> String {
        messages.map { message in
            let links = message.media.map { "<br>📎 \(HTML.escaped($0))" }.joined()
            return """
                <p class="\(message.direction.rawValue)"><small>\(HTML.escaped(message.peer)) · \
                \(message.time.ISO8601Format()) · \(message.state.rawValue)</small><br>\
                \(HTML.escaped(message.text))\(links)</p>
                """
        }.joined(separator: "\n")
    }
}
