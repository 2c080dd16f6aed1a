// SPDX-License-Identifier: Apache-2.0

import MIME

extension OutgoingMail {
    /// Message-IDs that a References field is kept to: the first, which is the thread's root, and the latest.
    static let mostReferences = 20

    /// The mail as it is sent: CRLF everywhere, lines of at most 998 octets, 7-bit but for addresses of RFC 6532. The
    /// same value always gives the same bytes.
    package func encoded() -> [UInt8] {
        let body = bodyPart
        var bytes = header.bytes
        // It may be large, and growing would copy it.
        bytes.reserveCapacity(bytes.count + body.header.count + 2 + body.body.count)
        bytes += body.header
        bytes += [0x0D, 0x0A]
        bytes += body.body
        return bytes
    }

    private var header: HeaderWriter {
        var header = HeaderWriter()
        header.add(.date, date)
        header.add(.from, [from])
        if to.isEmpty && cc.isEmpty {
            header.add(.to, "undisclosed-recipients:;")
        } else {
            header.add(.to, to)
            header.add(.cc, cc)
        }
        header.add(.subject, subject)
        header.add(.messageID, messageID.map { [$0] } ?? [])
        header.add(.inReplyTo, inReplyTo.map { [$0] } ?? [])
        header.add(.references, trimmedReferences)
        header.add(.dispositionNotificationTo, dispositionNotificationTo.map { [$0] } ?? [])
        header.add(.mimeVersion, "1.0")
        return header
    }

    /// RFC 5322 section 3.6.4: the thread's messages, each once, and what this one answers at the end.
    private var trimmedReferences: [MessageID] {
        var chain: [MessageID] = []
        var seen: Set<MessageID> = []
        if let inReplyTo { seen.insert(inReplyTo) }
        for id in references where seen.insert(id).inserted { chain.append(id) }
        if let inReplyTo { chain.append(inReplyTo) }
        guard chain.count > Self.mostReferences, let root = chain.first else { return chain }
        return [root] + chain.suffix(Self.mostReferences - 1)
    }

    private var bodyPart: EncodedPart {
        let files = attachments.map { EncodedPart.attachment(name: $0.name, type: $0.type, bytes: $0.bytes) }
        let hasText = text.contains { !$0.isWhitespace }
        guard !files.isEmpty else { return textPart }
        return MultipartWriter.join(.mixed, (hasText ? [textPart] : []) + files)
    }

    /// Plain text; with styling, HTML beside it.
    private var textPart: EncodedPart {
        let message = StyledMessage(text)
        let plain = EncodedPart.flowed(message.flowedLines)
        return message.isStyled ? MultipartWriter.join(.alternative, [plain, .text(message.html, .html)]) : plain
    }
}
