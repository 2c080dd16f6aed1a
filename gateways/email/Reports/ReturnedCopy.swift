// SPDX-License-Identifier: Apache-2.0

/// Where in the text of a bounce the copy of the message begins: what stands there says nothing of its fate.
enum ReturnedCopy {
    /// The lines above it, with the one that announces it: some mail systems give the reason on that line.
    static func above(_ lines: [Substring]) -> [Substring] {
        let title = lines.firstIndex(where: announces)
        let shown = title.map { Array(lines[...$0]) } ?? lines
        return header(in: shown).map { Array(shown[..<$0]) } ?? shown
    }

    /// It announces the copy and says nothing else.
    static func isTitle(_ line: Substring) -> Bool { announces(line) && StatusGuess(line).sure == nil }

    /// Octets of such a line; others are text.
    private static let longestTitle = 200

    private static func announces(_ line: Substring) -> Bool {
        guard line.utf8.count <= longestTitle, line.utf8.contains(where: { $0 > 0x20 }) else { return false }
        let words = SpokenText(line)
        return ReportPhrases.holds(.copy, in: words) || ReportPhrases.isCopyTitle(words)
    }

    /// Where a mail's header begins: lines of fields one below the other, one of them a field that only mails have.
    private static func header(in lines: [Substring]) -> Int? {
        var start: Int?
        var fields = 0
        var isMail = false
        for (index, line) in lines.enumerated() {
            // A folded field goes on.
            if start != nil, line.first?.isWhitespace == true, !line.allSatisfy(\.isWhitespace) { continue }
            let name = fieldName(line)
            if let name, ofReports.contains(name) { return index }
            if let name, start != nil || known.contains(name) {
                start = start ?? index
                fields += 1
                isMail = isMail || telling.contains(name)
                if isMail && fields > 1 { return start }
            } else {
                (start, fields, isMail) = (nil, 0, false)
            }
        }
        return nil
    }

    /// Octets of a field's name that is one.
    private static let longestName = 60

    private static func fieldName(_ line: Substring) -> String? {
        guard let colon = line.utf8.prefix(longestName).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = line[..<colon]
        let isName = name.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") }
        return isName && !name.isEmpty ? name.lowercased() : nil
    }

    /// A report's own fields (RFC 3464), where they stand in the text; they are read elsewhere.
    private static let ofReports: Set<String> = ["reporting-mta", "final-recipient", "original-recipient"]
    private static let telling: Set<String> = [
        "received", "return-path", "message-id", "mime-version", "dkim-signature", "content-transfer-encoding",
    ]
    private static let known: Set<String> = telling.union([
        "from", "to", "cc", "subject", "date", "content-type", "delivered-to", "reply-to", "sender", "x-mailer",
        "authentication-results", "received-spf", "in-reply-to", "references", "user-agent",
    ])
}
