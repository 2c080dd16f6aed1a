// SPDX-License-Identifier: Apache-2.0

import MIME
import PosternCrypto

import struct Foundation.Date

/// A mail that somebody outside writes, before it is bytes.
struct Letter: Sendable {
    let from: Mailbox
    let to: [Mailbox]
    var cc: [Mailbox] = []
    let subject: String
    let text: String
    /// The same text for programs that show HTML; nil sends plain text alone.
    var html: String?
    var attachments: [Attachment] = []
    /// What is answered; nil begins a conversation.
    var original: Original?
    var date = Date()

    struct Attachment: Sendable, Equatable {
        let name: String
        let type: MediaType
        let bytes: [UInt8]
    }

    /// The mail that is answered, as far as an answer shows it.
    struct Original: Sendable {
        let messageID: MessageID?
        /// The oldest first.
        let references: [MessageID]
        /// What stands above the quotation.
        let attribution: String
        /// nil leaves the quotation out.
        let quotation: String?
    }

    /// RFC 5322, with CRLF. Every call has a Message-ID of its own.
    func encoded() -> [UInt8] {
        var header = HeaderWriter()
        header.add(.date, date)
        header.add(.from, [from])
        header.add(.to, to)
        header.add(.cc, cc)
        header.add(.subject, HeaderText(subject))
        header.add(.messageID, [MessageID("<\(randomToken(bytes: 12))@\(from.domain)>")].compactMap(\.self))
        if let original {
            let answered = [original.messageID].compactMap(\.self)
            header.add(.inReplyTo, answered)
            header.add(.references, original.references + answered)
        }
        header.add(.mimeVersion, "1.0")
        let body = body
        return header.bytes + body.header + [0x0D, 0x0A] + body.body
    }

    private var body: EncodedPart {
        let plain = EncodedPart.flowed(lines)
        let shown = html.map { MultipartWriter.join(.alternative, [plain, .text($0, .html)]) } ?? plain
        guard !attachments.isEmpty else { return shown }
        let files = attachments.map { EncodedPart.attachment(name: $0.name, type: $0.type, bytes: $0.bytes) }
        return MultipartWriter.join(.mixed, [shown] + files)
    }

    /// The text, and below it what is answered, quoted as mail programs do it.
    private var lines: [FlowedLine] {
        let written = Self.lines(of: text).map { FlowedLine($0) }
        guard let original, let quotation = original.quotation else { return written }
        let quoted = Self.lines(of: quotation).map { line in
            let marks = line.prefix { $0 == ">" }.count
            let text = line.dropFirst(marks)
            return FlowedLine(String(marks > 0 && text.first == " " ? text.dropFirst() : text), quoteDepth: marks + 1)
        }
        return written + [FlowedLine(""), FlowedLine(original.attribution)] + quoted
    }

    private static func lines(of text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
