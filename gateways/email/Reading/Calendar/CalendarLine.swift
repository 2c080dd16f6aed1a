// SPDX-License-Identifier: Apache-2.0

/// One line of an iCalendar object (RFC 5545 section 3.1).
struct CalendarLine {
    /// In upper case: "DTSTART".
    let name: String
    /// Names in upper case, quotes taken off.
    let parameters: [String: String]
    /// As it stands.
    let value: String

    /// More of a calendar is not looked at.
    static let bytes = 256 << 10
    /// Bytes of a parameter's name. Those that we know have four or so.
    private static let longestName = 64

    /// All lines of an object, unfolded.
    static func all(in text: String) -> [CalendarLine] {
        var lines: [String] = []
        for line in PlainText.prefix(of: text, bytes: bytes).split(whereSeparator: \.isNewline) {
            if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1] += line.dropFirst()
            } else {
                lines.append(String(line))
            }
        }
        return lines.compactMap(CalendarLine.init)
    }

    private init?(_ line: String) {
        var pieces: [String] = [""]
        var isQuoted = false
        var index = line.startIndex
        while index < line.endIndex, isQuoted || line[index] != ":" {
            switch line[index] {
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted: pieces.append("")
            case let character: pieces[pieces.count - 1].append(character)
            }
            index = line.index(after: index)
        }
        guard index < line.endIndex else { return nil }
        name = pieces[0].uppercased()
        value = String(line[line.index(after: index)...])
        var parameters: [String: String] = [:]
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "="), piece[..<equals].utf8.count <= Self.longestName else {
                continue
            }
            parameters[piece[..<equals].uppercased()] = String(piece[piece.index(after: equals)...])
        }
        self.parameters = parameters
    }

    /// The value of a TEXT property in one line (section 3.3.11).
    var text: String {
        var text = ""
        var isEscaped = false
        for character in value {
            if isEscaped {
                text.append(character == "n" || character == "N" ? " " : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                text.append(character)
            }
        }
        return PlainText.prefix(of: PlainText.oneLine(text), bytes: 300)
    }

    /// The name of a person, else the address (section 3.3.3).
    var person: String {
        let address = value.lowercased().hasPrefix("mailto:") ? String(value.dropFirst(7)) : value
        let name = PlainText.oneLine(parameters["CN"] ?? "")
        return name.isEmpty || name == address ? PlainText.oneLine(address) : "\(name) <\(PlainText.oneLine(address))>"
    }
}
