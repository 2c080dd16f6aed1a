// SPDX-License-Identifier: Apache-2.0

import Notation

/// Where a link leads, as far as a person can follow it from a chat.
enum HTMLLink {
    /// A longer address is for a program's eyes; the link's text stays.
    static let bytes = 2_000

    /// What a person can follow, or a program of theirs, besides the web and mail.
    private static let schemes: Set<String> = [
        "sms", "xmpp", "sip", "sips", "ftp", "ftps", "geo", "matrix", "webcal", "irc", "ircs", "facetime", "whatsapp",
    ]

    /// An address that can stand in `<…>` in one line; nil for `javascript:`, `data:`, places within the page, and
    /// relative ones where nothing says to what. A plain mail address stands without its scheme, as a number does.
    static func address(_ reference: String?, base: String? = nil) -> String? {
        guard let reference else { return nil }
        let address = RelativeLink.resolve(escaped(reference), against: base)
        guard address.utf8.count <= bytes, let colon = address.firstIndex(of: ":") else { return nil }
        let rest = address[address.index(after: colon)...]
        switch address[..<colon].lowercased() {
        case "http", "https": return rest.hasPrefix("//") && rest.count > 2 ? address : nil
        case "mailto" where rest.contains("@"): return rest.contains("?") ? address : String(rest)
        case "tel", "callto": return rest.contains(where: \.isNumber) ? number(rest) : nil
        case let scheme where schemes.contains(scheme): return rest.count > 1 ? address : nil
        default: return nil
        }
    }

    private static func number(_ text: Substring) -> String {
        text.drop { $0 == "/" }.replacingWord("%20", by: " ").replacingWord("%2B", by: "+")
    }

    /// What the page says that its addresses are relative to (HTML, "the base element").
    static func base(of document: HTMLDocument) -> String? {
        for node in document.nodes.prefix(baseNodes) {
            guard case .element(let element) = node.content, element.name == "base", let reference = element["href"]
            else { continue }
            return address(reference)
        }
        return nil
    }

    /// It stands at the beginning.
    private static let baseNodes = 200

    /// Whether the text is the number that is called, however it is written.
    static func saysNumber(_ text: String, _ reference: String?) -> Bool {
        guard let reference, reference.utf8.count < 100, text.utf8.count < 100,
            ["tel:", "callto:", "sms:"].contains(where: { reference.lowercased().hasPrefix($0) })
        else { return false }
        let called = reference.filter { $0.isASCII && $0.isNumber }
        let said = text.filter { $0.isASCII && $0.isNumber }.drop { $0 == "0" }
        return said.count > 4 && called.hasSuffix(said)
    }

    /// Whether the text says the address already, so that once is enough.
    static func says(_ text: String, _ address: String) -> Bool { bare(text) == bare(address) }

    private static func bare(_ text: String) -> Substring {
        var bare = text.lowercased()[...]
        while let first = bare.first, first.isWhitespace { bare.removeFirst() }
        bare = bare.dropTrailingWhiteSpace()
        for scheme in ["http://", "https://", "mailto:"] where bare.hasPrefix(scheme) {
            bare = bare.dropFirst(scheme.count)
        }
        return bare.hasSuffix("/") ? bare.dropLast() : bare
    }

    /// White space at the ends and line ends anywhere are not part of an address (WHATWG URL section 4.4); what would
    /// end it early or cannot be seen is percent-encoded.
    private static func escaped(_ reference: String) -> String {
        if reference.utf8.allSatisfy(isPlain) { return reference }
        var address = ""
        var spaces = 0
        for scalar in reference.unicodeScalars {
            switch scalar {
            case " ": spaces += address.isEmpty ? 0 : 1
            case "\t", "\n", "\r", "\0": continue
            default:
                address += String(repeating: "%20", count: spaces)
                spaces = 0
                if needsEscape(scalar) {
                    for byte in String(scalar).utf8 { address += "%" + Hex.capitals(byte) }
                } else {
                    address.unicodeScalars.append(scalar)
                }
            }
        }
        return address
    }

    /// Visible ASCII but for what would end it: all that nearly every address is made of.
    private static func isPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"): false
        default: (0x21...0x7E).contains(octet)
        }
    }

    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        if "<>\"`".unicodeScalars.contains(scalar) { return true }
        guard case .visible(let seen) = ReadableScalar(scalar), seen == scalar else { return true }
        return scalar.properties.generalCategory == .format
    }
}
