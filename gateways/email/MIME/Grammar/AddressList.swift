// SPDX-License-Identifier: Apache-2.0

/// A list of addresses (RFC 5322 section 3.4), with the obsolete forms of section 4.4 and those that only mailers know.
struct AddressList {
    private var mailboxes: [Mailbox] = []
    /// The words since the last separator.
    private var words: [AddressToken] = []
    /// Those behind the words.
    private var comments: [AddressToken] = []
    /// What stands between angle brackets, while they are open or behind them.
    private var angle: [AddressToken]?
    private var isInAngle = false
    /// Words that were no address and end at a comma: `Doe, John <john@example.com>` lacks its quotes.
    private var carried: String?
    private var entries = 0
    /// The mail's own, for what is no UTF-8; nil: none is known.
    private let charset: String?

    private init(_ charset: String?) {
        self.charset = charset
    }

    /// Addresses read of one field. SMTP takes 100 recipients at the least (RFC 5321 section 4.5.3.1.8), and each name
    /// may need iconv.
    static let mostEntries = 1000

    /// Groups are taken apart; what is no address, or beyond the limit, is left out. A field that has none as it is
    /// written is read again with its encoded words decoded, and then for whatever looks like one.
    static func parse(_ value: [UInt8], in charset: String? = nil) -> [Mailbox] {
        let found = plain(value, in: charset)
        guard found.isEmpty, value.count <= longestBroken,
            value.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "=") })
        else {
            return found
        }
        let decoded = EncodedWords.decode(value, in: charset).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        let bytes = Array(decoded.utf8)
        guard bytes.contains(UInt8(ascii: "@")) else { return [] }
        let again = bytes == value ? [] : plain(bytes)
        return again.isEmpty ? lastResort(decoded).map { [$0] } ?? [] : again
    }

    /// Octets of a field that is read more than once.
    private static let longestBroken = 4 << 10

    /// Those that are addresses as they are written.
    static func plain(_ value: [UInt8], in charset: String? = nil) -> [Mailbox] {
        var list = AddressList(charset)
        for token in AddressToken.all(value) where list.entries < mostEntries { list.take(token) }
        if list.entries < mostEntries { list.finish() }
        return list.mailboxes
    }

    /// Characters of an address that is guessed; `Mailbox` has its own limit in octets.
    private static let mostWord = 320

    /// The first word with an at sign, whatever brackets and quotes stand around it, and what stands in front of it.
    private static func lastResort(_ text: String) -> Mailbox? {
        let isBreak = { (scalar: Unicode.Scalar) in
            scalar.properties.isWhitespace || (scalar.isASCII && "<>()[],;:\"'".unicodeScalars.contains(scalar))
        }
        for word in text.unicodeScalars.split(whereSeparator: isBreak) where word.contains("@") {
            guard word.count <= mostWord else { continue }
            // A backslash may be left of `\<` and `\>`.
            let address = String(word.last == "\\" ? word.dropLast() : word).replacing("@@", with: "@")
            guard address.unicodeScalars.count(where: { $0 == "@" }) == 1,
                Mailbox(displayName: nil, address: address) != nil
            else {
                continue
            }
            let name = text.unicodeScalars[..<word.startIndex].split(whereSeparator: isBreak).map { String($0) }
                .filter { $0 != "\\" }
            return Mailbox(displayName: name.joined(separator: " "), address: address)
        }
        return nil
    }

    private mutating func take(_ token: AddressToken) {
        switch token.kind {
        case .sign(UInt8(ascii: "<")):
            angle = []
            isInAngle = true
        case .sign(UInt8(ascii: ">")): isInAngle = false
        case .comment: comments.append(token)
        case .sign(UInt8(ascii: ",")) where isInAngle && isRoute: angle?.append(token)
        case .sign(UInt8(ascii: ",")): finish(isCarrying: true)
        case .sign(UInt8(ascii: ";")): finish()
        case .sign(UInt8(ascii: ":")) where !isInAngle: forget()
        default:
            comments = []
            if isInAngle { angle?.append(token) } else if angle == nil { words.append(token) }
        }
    }

    /// RFC 5322 section 4.4: `<@one,@two:user@example.com>`.
    private var isRoute: Bool { angle?.first?.kind == .sign(UInt8(ascii: "@")) }

    /// A group's name is no one's.
    private mutating func forget() {
        (words, comments, angle, isInAngle, carried) = ([], [], nil, false, nil)
    }

    private mutating func finish(isCarrying: Bool = false) {
        entries += 1
        defer { (words, comments, angle, isInAngle) = ([], [], nil, false) }
        if let angle {
            let name = [carried, phrase(words[...])].compactMap { $0 }.joined(separator: ", ")
            carried = nil
            let found = AddressText.find(in: Self.decoded(angle, charset)) ?? AddressText.find(in: words)
            add(name: name, found?.address)
        } else if let found = AddressText.find(in: words) {
            carried = nil
            add(name: phrase(words[..<found.start]) ?? "", found.address)
        } else {
            carried = isCarrying ? phrase(words[...]) : nil
        }
    }

    /// Without a name, a comment is one, as it was before RFC 822: `john@example.com (John Doe)`.
    private mutating func add(name: String, _ address: String?) {
        guard let address = address.map({ Self.bare($0, charset) }) else { return }
        let displayName = name.isEmpty ? phrase(comments[...]) : name
        if let mailbox = Mailbox(displayName: displayName, address: address) { mailboxes.append(mailbox) }
    }

    /// Without what some programs put around or into an address: single quotes, and an encoded word for the local part.
    private static func bare(_ address: String, _ charset: String?) -> String {
        if address.utf8.count > 2, address.hasPrefix("'"), address.hasSuffix("'") {
            return String(address.dropFirst().dropLast())
        }
        return address.hasPrefix("=?") ? EncodedWords.decode(Array(address.utf8), in: charset) : address
    }

    /// RFC 2047 section 5 forbids encoded words within an address; some programs write them there.
    private static func decoded(_ angle: [AddressToken], _ charset: String?) -> [AddressToken] {
        guard angle.contains(where: { $0.bytes.starts(with: "=?".utf8) }) else { return angle }
        let text = EncodedWords.decode(angle.flatMap(\.written), in: charset)
        return AddressToken.all(Array(text.utf8))
    }

    /// Words as text, decoded; nil where there are none.
    private func phrase(_ words: ArraySlice<AddressToken>) -> String? {
        var bytes: [UInt8] = []
        for word in words {
            if word.isSpaced, !bytes.isEmpty { bytes.append(ASCII.space) }
            bytes += word.written
        }
        let text = EncodedWords.decode(bytes, in: charset).inOneLine
        return text.isEmpty ? nil : text
    }
}
