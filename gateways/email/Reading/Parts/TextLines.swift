// SPDX-License-Identifier: Apache-2.0

/// The lines of a text, one after the other, also the empty ones. They end at LF to CR, at NEL, and at what Unicode has
/// besides (UAX 14, mandatory breaks); CRLF is LF when it comes here. Octet by octet, because every mail passes.
struct TextLines: Sequence, IteratorProtocol {
    /// What is still to come; nil behind the last line.
    private var rest: Substring?

    init(_ text: String) { rest = text[...] }

    mutating func next() -> Substring? {
        guard let text = rest else { return nil }
        let octets = text.utf8
        var place = octets.startIndex
        while place != octets.endIndex {
            if let end = Self.end(of: octets, at: place) {
                rest = text[end...]
                return text[..<place]
            }
            octets.formIndex(after: &place)
        }
        rest = nil
        return text
    }

    /// Where the line end that stands at a place ends; nil where none stands.
    private static func end(of octets: Substring.UTF8View, at place: String.Index) -> String.Index? {
        let length =
            switch octets[place] {
            case 0x0A...0x0D: 1
            case 0xC2 where octets[place...].starts(with: [0xC2, 0x85]): 2
            case 0xE2 where octets[place...].starts(with: [0xE2, 0x80, 0xA8]): 3
            case 0xE2 where octets[place...].starts(with: [0xE2, 0x80, 0xA9]): 3
            default: 0
            }
        return length == 0 ? nil : octets.index(place, offsetBy: length)
    }
}
