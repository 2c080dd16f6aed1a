// SPDX-License-Identifier: Apache-2.0

// Lines of a header that are no fields: one of them costs that line, not the header below it.
extension HeaderScanner {
    /// Whether a usual field stands below a line that is none, before the next empty line. A header begins with a field:
    /// what has none above it is a text that has no header, unless it is a whole mail, in which a header is expected.
    mutating func goesOn(behind position: Int, in range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard !places.isEmpty || soundFields != nil else {
            return range.lowerBound == 0 && isHeader(at: position, in: range, bytes)
        }
        if let usualField, usualField >= position { return true }
        let end = min(range.upperBound, start + limits.headerLength)
        var next = max(position, lookedUntil)
        while next < end {
            let (line, following) = Self.line(at: next, in: range, bytes)
            guard !line.isEmpty else { break }
            lookedUntil = following
            if Self.isUsualField(line, bytes) {
                usualField = next
                return true
            }
            next = following
        }
        return false
    }

    /// Where the header begins. A whole mail may have a byte order mark or empty lines in front of it.
    func top(in range: Range<Int>, _ bytes: Span<UInt8>) -> Int {
        guard range.lowerBound == 0 else { return range.lowerBound }
        var position = 0
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if range.upperBound >= mark.count, mark.indices.allSatisfy({ bytes[$0] == mark[$0] }) { position = mark.count }
        let first = position
        while position < range.upperBound {
            let (line, next) = Self.line(at: position, in: range, bytes)
            guard line.allSatisfy({ ASCII.isBlank(bytes[$0]) }) else { break }
            position = next
        }
        return position > first && isHeader(at: position, in: range, bytes) ? position : first
    }

    /// Whether an empty line cut a whole mail's header in two: above it stands nothing but what servers write on the way,
    /// and below it the rest.
    func isCut(behind position: Int, in range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard range.lowerBound == 0, !places.isEmpty, soundFields == nil,
            !places.contains(where: { $0.name.count == 4 && Self.word($0.name, bytes) == "from" })
        else { return false }
        let isTrace = places.allSatisfy { place in
            let name = Self.word(place.name, bytes)
            return Self.traceNames.contains(name) || Self.traceBeginnings.contains { name.hasPrefix($0) }
        }
        return isTrace && isHeader(at: position, in: range, bytes)
    }

    /// Whether at least two usual fields, among them an author, stand in the first lines up to an empty one.
    private func isHeader(at position: Int, in range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let end = min(range.upperBound, position + Self.longestTop)
        var next = position
        var count = 0
        var hasAuthor = false
        while next < end, count < 2 || !hasAuthor {
            let (line, following) = Self.line(at: next, in: range, bytes)
            guard !line.isEmpty else { return false }
            if Self.isUsualField(line, bytes) {
                count += 1
                hasAuthor = hasAuthor || Self.isAuthor(line, bytes)
            }
            next = following
        }
        return count >= 2 && hasAuthor
    }

    private static func isAuthor(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        line.count > 5 && word(line.lowerBound..<(line.lowerBound + 4), bytes) == "from"
    }

    /// A parameter of the type or disposition above it, whose line lost the blank in front: `name="plan.pdf"`.
    func isParameter(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard isInField, let field = places.last, Self.hasParameters(field.name, bytes),
            let equals = bytes.firstIndex(of: UInt8(ascii: "="), in: line), equals > line.lowerBound
        else { return false }
        let isName = (line.lowerBound..<equals).allSatisfy { index in
            (0x21...0x7E).contains(bytes[index])
                && (bytes[index] == UInt8(ascii: ";") || !ASCII.isTypeSpecial(bytes[index]))
        }
        var last = field.value.upperBound
        while last > field.value.lowerBound, ASCII.isBlank(bytes[last - 1]) { last -= 1 }
        let isAnnounced = last > field.value.lowerBound && bytes[last - 1] == UInt8(ascii: ";")
        return isName && (isAnnounced || Self.isUsualParameter(line.lowerBound..<equals, bytes))
    }

    private static func hasParameters(_ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        ["content-type", "content-disposition"].contains(word(name, bytes))
    }

    private static func isUsualParameter(_ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        ["boundary", "charset", "filename", "name", "format"].contains(word(name, bytes))
    }

    static func isUsualField(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let most = min(line.upperBound, line.lowerBound + longestName)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: line.lowerBound..<most) else { return false }
        var end = colon
        while end > line.lowerBound, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
        let name = word(line.lowerBound..<end, bytes)
        guard name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        return usualNames.contains(name) || usualBeginnings.contains { name.hasPrefix($0) && name != $0 }
    }

    /// In lower case; empty for what is longer than any of the names here.
    private static func word(_ range: Range<Int>, _ bytes: Span<UInt8>) -> String {
        guard range.count <= longestName else { return "" }
        return String(decoding: range.map { ASCII.lowerCase(bytes[$0]) }, as: UTF8.self)
    }

    /// Octets that are looked at for a header where none is at once.
    private static let longestTop = 16 << 10

    private static let traceNames: Set<String> = [
        "received", "return-path", "delivered-to", "envelope-to", "authentication-results", "received-spf",
        "dkim-signature", "domainkey-signature",
    ]
    private static let traceBeginnings = ["x-", "arc-"]

    /// Octets of a field's name; the longest that is registered has 40.
    private static let longestName = 80

    /// What nearly every mail has some of (RFC 5322 section 3.6, and what servers add). A line of a text seldom begins so.
    private static let usualNames: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
        "received", "return-path", "delivered-to", "envelope-to", "mime-version", "user-agent", "organization",
        "importance", "priority", "precedence", "thread-topic", "thread-index", "accept-language", "auto-submitted",
        "authentication-results", "dkim-signature", "domainkey-signature", "received-spf", "errors-to", "feedback-id",
        "disposition-notification-to", "return-receipt-to", "lines", "status",
    ]
    private static let usualBeginnings = ["content-", "x-", "list-", "arc-", "resent-"]
}
