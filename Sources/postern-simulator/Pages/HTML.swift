// SPDX-License-Identifier: Apache-2.0

import Notation

/// What all pages are made of.
enum HTML {
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

    /// A number or an address in a path; anything but letters, digits, `+`, `@`, `-`, `.` and `_` is percent-encoded
    /// (RFC 3986 section 2.1).
    static func pathSegment(_ text: String) -> String {
        PercentEncoding.encode(text, keeping: "+@-._")
    }

    /// Fetches a part of the page every second, so that what is being typed stays.
    static func refresh(_ path: String, of selector: String) -> String {
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

    static func page(_ title: String, _ body: String) -> String {
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title>
        <meta name="viewport" content="width=device-width"><style>
        \(style)
        </style></head><body><h1>\(escaped(title))</h1>
        \(body)
        </body></html>
        """
    }

    private static let style = """
        body { font: 16px/1.4 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
        ul { list-style: none; padding: 0; } li a { display: block; padding: .6em 0; color: inherit; }
        li span { color: #555; } #overview { display: flex; flex-wrap: wrap; gap: 2em; } #overview > * { flex: 1 20em; }
        .to_phone, .from_phone, .to_world, .from_world { padding: .5em .8em; border-radius: .8em; max-width: 80%;
          white-space: pre-wrap; overflow-wrap: anywhere; margin: 1em 0; }
        .to_phone, .to_world { background: #e8e8ec; }
        .from_phone, .from_world { background: #cfe6ff; margin-left: auto; }
        .report { color: #555; font-size: .85em; text-align: center; }
        small { color: #555; } form { display: flex; gap: .5em; flex-wrap: wrap; margin: 1em 0; }
        form [name=text] { flex: 1; } textarea { flex: 1 1 100%; min-height: 6em; font: inherit; }
        """
}
