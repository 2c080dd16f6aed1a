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

    /// Addresses read of one field. SMTP takes 100 recipients at the least (RFC 5321 section 4.5.3.1.8), and each name
    /// may need iconv.
    static let mostEntries = 1000

    /// Groups are taken apart; what is no address, or beyond the limit, is left out.
    static func parse(_ value: [UInt8]) -> [Mailbox] {
        var list = AddressList()
        for token in AddressToken.all(value) where list.entries < mostEntries { list.take(token) }
        if list.entries < mostEntries { list.finish() }
        return list.mailboxes
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
            add(name: name, AddressText.find(in: angle)?.address)
        } else if let found = AddressText.find(in: words) {
            carried = nil
            add(name: phrase(words[..<found.start]) ?? "", found.address)
        } else {
            carried = isCarrying ? phrase(words[...]) : nil
        }
    }

    /// Without a name, a comment is one, as it was before RFC 822: `john@example.com (John Doe)`.
    private mutating func add(name: String, _ address: String?) {
        guard let address else { return }
        let displayName = name.isEmpty ? phrase(comments[...]) : name
        if let mailbox = Mailbox(displayName: displayName, address: address) { mailboxes.append(mailbox) }
    }

    /// Words as text, decoded; nil where there are none.
    private func phrase(_ words: ArraySlice<AddressToken>) -> String? {
        var bytes: [UInt8] = []
        for word in words {
            if word.isSpaced, !bytes.isEmpty { bytes.append(ASCII.space) }
            if case .sign(let sign) = word.kind { bytes.append(sign) } else { bytes += word.bytes }
        }
        let text = EncodedWords.decode(bytes).inOneLine
        return text.isEmpty ? nil : text
    }
}
