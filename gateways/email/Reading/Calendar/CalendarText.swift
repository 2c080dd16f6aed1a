// SPDX-License-Identifier: Apache-2.0

import MIME

/// The unfolded lines of an iCalendar object (RFC 5545 section 3.1), from the octets that it came as: a line may be
/// folded within a character, so that it is read only when it is whole.
struct CalendarText {
    let lines: [String]

    /// Octets of lines that are looked at, and of one line.
    static let bytes = 256 << 10
    private static let longestLine = 64 << 10
    private static let longestName = 64

    /// - Parameter charset: the part's; nil: UTF-8, or whatever it looks like.
    init(_ octets: ArraySlice<UInt8>, charset: String?) {
        var unfolding = Unfolding()
        let folded = octets.split { $0 == 0x0A || $0 == 0x0D }
        for (index, line) in folded.enumerated() {
            guard unfolding.take(line, before: index + 1 < folded.count ? folded[index + 1] : []) else { break }
        }
        lines = Charset.decode(unfolding.kept, named: charset).unicodeScalars.split(separator: "\n")
            .map { String($0) }
    }

    init(_ text: String) { self.init(Array(text.utf8)[...], charset: "utf-8") }

    /// A part of a mail.
    init(_ leaf: Entity) {
        let octets = leaf.bytes
        // In UTF-16 an octet alone says nothing.
        if octets.prefix(4).contains(0) {
            self.init(leaf.rawText)
        } else {
            self.init(octets[...], charset: leaf.contentType.charset)
        }
    }

    /// Whether a part is one, whatever its type says: programs send them as files of no type, and as text.
    static func isIn(_ leaf: Entity) -> Bool {
        if isNamed(leaf) { return true }
        let name = leaf.fileName?.lowercased() ?? ""
        guard otherTypes.contains(leaf.contentType.essence) || endings.contains(where: name.hasSuffix),
            case .leaf(let body) = leaf.content
        else { return false }
        // In base64 the same, since it begins there.
        let beginning = String(decoding: body.prefix(64), as: UTF8.self)[...]
        return beginning.holds("BEGIN:VCALENDAR") || beginning.holds("QkVHSU46VkNBTEVOREFS")
    }

    /// Whether its type says so.
    static func isNamed(_ leaf: Entity) -> Bool { types.contains(leaf.contentType.essence) }

    private static let types: Set<String> = [
        "text/calendar", "application/ics", "application/calendar", "text/x-vcalendar", "text/vcalendar",
        "text/x-icalendar", "text/icalendar", "text/ical", "application/x-ical", "application/ical",
    ]
    private static let otherTypes: Set<String> = ["text/plain", "application/octet-stream"]
    private static let endings = [".ics", ".vcs", ".ical", ".icalendar"]

    private struct Unfolding {
        /// Lines with LF between them.
        var kept: [UInt8] = []
        /// Where the last of them begins.
        private var start = 0
        /// The last line is none of them: a file within the calendar, which may have megabytes.
        private var isSkipping = false

        /// False: no more is looked at.
        mutating func take(_ line: ArraySlice<UInt8>, before next: ArraySlice<UInt8>) -> Bool {
            if !isSkipping, hasSoftBreak {
                kept.removeLast()
                append(line)
            } else if line.first == 0x20 || line.first == 0x09 {
                append(line.dropFirst())
            } else if let name = CalendarText.name(of: line, before: next) {
                isSkipping = name == "ATTACH"
                if isSkipping { return true }
                if !kept.isEmpty { kept.append(0x0A) }
                start = kept.count
                append(line)
            } else if !kept.isEmpty {
                // Some programs break a line where a blank stood, and indent nothing.
                append([0x20] + line)
            }
            return kept.count < CalendarText.bytes
        }

        private mutating func append(_ more: ArraySlice<UInt8>) {
            guard !isSkipping else { return }
            kept += more.prefix(max(0, CalendarText.longestLine - (kept.count - start)))
        }

        /// What ends a line in quoted-printable, which the calendars of the nineties have.
        private var hasSoftBreak: Bool {
            kept.last == UInt8(ascii: "=")
                && String(decoding: kept[start...].prefix(100), as: UTF8.self).uppercased().holds("QUOTED-PRINTABLE")
        }
    }

    /// The property's name; nil for what is no beginning of a line. A name in lower case may be a word of a broken
    /// text: only those are taken that matter.
    private static func name(of line: ArraySlice<UInt8>, before next: ArraySlice<UInt8>) -> String? {
        let letters = line.prefix { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
                || (0x61...0x7A).contains(byte | 0x20)
        }
        guard !letters.isEmpty, letters.count <= longestName else { return nil }
        // Some lines are folded right behind the name.
        let isFolded = letters.endIndex == line.endIndex && (next.first == 0x20 || next.first == 0x09)
        let end = isFolded ? next.dropFirst().first : line[letters.endIndex...].first
        guard end == UInt8(ascii: ":") || end == UInt8(ascii: ";") else { return nil }
        let text = String(decoding: letters, as: UTF8.self)
        let name = text.uppercased()
        return text == name || CalendarLine.known.contains(name) ? name : nil
    }
}
