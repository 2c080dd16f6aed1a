// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The pages as text. Whatever came from outside is escaped where it enters.
enum PhoneHTML {
    /// All phones, the one that heard or said something last first.
    static func list(_ messages: [SimulatedMessage]) -> String {
        var seen: Set<String> = []
        let latest = messages.reversed().filter { seen.insert($0.phone).inserted }
        let rows = latest.map { message in
            """
            <li><a href="/phones/\(pathSegment(message.phone))"><b>\(escaped(message.phone))</b>
            <span>\(escaped(String(message.text.prefix(80))))</span></a></li>
            """
        }
        let body = rows.isEmpty ? "<p>No phone has had a message yet.</p>" : "<ul>\(rows.joined())</ul>"
        return page("Phones", body + "<script>setTimeout(() => location.reload(), 2000);</script>")
    }

    /// One phone: its conversation, and a form to answer whoever wrote last.
    static func phone(_ number: String, _ messages: [SimulatedMessage]) -> String {
        let path = "/phones/\(pathSegment(number))"
        return page(
            number,
            """
            <p><a href="/">← all phones</a></p>
            <div id="conversation">\(bubbles(messages))</div>
            <form method="post" action="\(path)/messages">
            <input name="to" value="\(escaped(messages.last?.peer ?? ""))" placeholder="to: +15550100001" required>
            <input name="text" placeholder="text" autocomplete="off" autofocus required><button>Send</button>
            </form>
            \(refresh("\(path)/conversation", of: "#conversation"))
            """)
    }

    /// The conversation without the page around it.
    static func bubbles(_ messages: [SimulatedMessage]) -> String {
        messages.map { message in
            let links = message.media.map { "<br>📎 \(escaped($0))" }.joined()
            return """
                <p class="\(message.direction.rawValue)"><small>\(escaped(message.peer)) · \
                \(message.time.ISO8601Format()) · \(message.state.rawValue)</small><br>\
                \(escaped(message.text))\(links)</p>
                """
        }.joined(separator: "\n")
    }

    /// HTML section 13.1.2.3: these five cannot end the text or the attribute that they stand in.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// A number in a path; anything but digits and `+` is percent-encoded (RFC 3986 section 2.1).
    static func pathSegment(_ text: String) -> String {
        text.utf8.map { octet in
            switch octet {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"): String(Unicode.Scalar(octet))
            default: "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// Fetches a part of the page every second, so that what is being typed stays.
    private static func refresh(_ path: String, of selector: String) -> String {
        """
        <script>
        setInterval(async () => {
          const answer = await fetch("\(path)");
          if (!answer.ok) return;
          const part = document.querySelector("\(selector)"), text = await answer.text();
          if (part.dataset.shown !== text) { part.innerHTML = part.dataset.shown = text; }
        }, 1000);
        </script>
        """
    }

    private static func page(_ title: String, _ body: String) -> String {
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title>
        <meta name="viewport" content="width=device-width"><style>
        body { font: 16px/1.4 system-ui, sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em; }
        ul { list-style: none; padding: 0; } li a { display: block; padding: .6em 0; color: inherit; }
        p.to_phone, p.from_phone { padding: .5em .8em; border-radius: .8em; max-width: 80%; white-space: pre-wrap; }
        p.to_phone { background: #e8e8ec; } p.from_phone { background: #cfe6ff; margin-left: auto; }
        small { color: #555; } form { display: flex; gap: .5em; } form [name=text] { flex: 1; }
        </style></head><body><h1>\(escaped(title))</h1>
        \(body)
        </body></html>
        """
    }
}
