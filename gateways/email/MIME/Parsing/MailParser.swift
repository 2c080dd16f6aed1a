// SPDX-License-Identifier: Apache-2.0

/// Takes one buffer apart into entities. Goes down into multiparts and attached mails as deep as the limits allow.
struct MailParser {
    private(set) var budget: ParsingBudget

    private let bytes: [UInt8]
    private let limits: ParsingLimits
    /// The first charset that a text of this mail names and that a guess would not find.
    private var charset: String?
    private lazy var delimiters = DelimiterLines(bytes)

    init(_ bytes: [UInt8], limits: ParsingLimits, budget: ParsingBudget = ParsingBudget()) {
        self.bytes = bytes
        self.limits = limits
        self.budget = budget
    }

    /// The whole buffer as a mail, `depth` being 1 for the outermost.
    mutating func mail(depth: Int = 1) -> Entity {
        entity(in: 0..<bytes.count, depth: depth, missingType: .plainText)
    }

    private mutating func entity(in range: Range<Int>, depth: Int, missingType: ContentType) -> Entity {
        budget.parts += 1
        let header = HeaderScanner(bytes, in: range, limits: limits)
        if header.isTruncated { budget.isTruncated = true }
        var fields = HeaderFields(bytes: bytes, header, charset: charset)
        let type = fields.value(of: "Content-Type").map { ContentType($0, in: charset) } ?? missingType
        note(type)
        let encoding = fields.value(of: "Content-Transfer-Encoding").map(TransferEncoding.init) ?? .identity
        let body = header.bodyStart..<range.upperBound
        let content = content(body, type, encoding, depth: depth)
        fields = HeaderFields(bytes: bytes, header, charset: charset)
        return Entity(
            fields: fields, contentType: shownType(type, content),
            disposition: fields.value(of: "Content-Disposition").map { ContentDisposition($0, in: charset) },
            transferEncoding: encoding, content: content ?? .leaf(bytes[body]), rawBytes: bytes[range])
    }

    private mutating func note(_ type: ContentType) {
        guard charset == nil, let named = type.charset, CharsetName(named).isForRawText else { return }
        charset = named
    }

    /// A multipart without parts is text: then at least it can be read.
    private func shownType(_ type: ContentType, _ content: Entity.Content?) -> ContentType {
        guard type.type == "multipart", case .leaf? = content else { return type }
        return type.asPlainText
    }

    /// nil for a body that is not divided.
    private mutating func content(
        _ body: Range<Int>, _ type: ContentType, _ encoding: TransferEncoding, depth: Int
    ) -> Entity.Content? {
        let isMail = type.type == "message" && ["rfc822", "global", "news"].contains(type.subtype)
        guard isMail || type.type == "multipart" else { return nil }
        guard depth < limits.depth, budget.parts < limits.parts else {
            budget.isTruncated = true
            return nil
        }
        if isMail { return attachedMail(body, encoding, depth: depth) }
        let parts = multipart(body, type, depth: depth)
        if case .leaf = parts, encoding != .identity {
            return encodedMultipart(body, type, encoding, depth: depth) ?? parts
        }
        return parts
    }

    /// RFC 2045 section 6.4 forbids it; programs that encode a whole multipart exist. nil where it is none.
    private mutating func encodedMultipart(
        _ body: Range<Int>, _ type: ContentType, _ encoding: TransferEncoding, depth: Int
    ) -> Entity.Content? {
        guard budget.decodedMails + body.count <= limits.decodedMails else { return nil }
        budget.decodedMails += body.count
        let decoded = Array(encoding.decode(bytes[body]))
        var inner = MailParser(decoded, limits: limits, budget: budget)
        inner.charset = charset
        let parts = inner.multipart(0..<decoded.count, type, depth: depth)
        budget = inner.budget
        if case .leaf = parts { return nil }
        return parts
    }

    private mutating func multipart(_ body: Range<Int>, _ type: ContentType, depth: Int) -> Entity.Content {
        let division = delimiters.divide(body, of: bytes, at: type.boundary, most: limits.parts - budget.parts)
        if division.isTruncated { budget.isTruncated = true }
        guard !division.parts.isEmpty else { return .leaf(bytes[division.preamble]) }
        let missingType = type.subtype == "digest" ? ContentType.mail : .plainText
        var parts: [Entity] = []
        for part in division.parts {
            guard budget.parts < limits.parts else {
                budget.isTruncated = true
                break
            }
            parts.append(entity(in: part, depth: depth + 1, missingType: missingType))
        }
        return .multipart(parts)
    }

    /// RFC 2046 section 5.2.1 forbids a transfer encoding here; mailers that make one exist.
    private mutating func attachedMail(
        _ body: Range<Int>, _ encoding: TransferEncoding, depth: Int
    ) -> Entity.Content? {
        // Another mail has a charset of its own.
        let outer = charset
        charset = nil
        defer { charset = outer }
        guard encoding != .identity else {
            return .message(entity(in: body, depth: depth + 1, missingType: .plainText))
        }
        guard budget.decodedMails + body.count <= limits.decodedMails else {
            budget.isTruncated = true
            return nil
        }
        budget.decodedMails += body.count
        var inner = MailParser(Array(encoding.decode(bytes[body])), limits: limits, budget: budget)
        let mail = inner.mail(depth: depth + 1)
        budget = inner.budget
        return .message(mail)
    }
}
