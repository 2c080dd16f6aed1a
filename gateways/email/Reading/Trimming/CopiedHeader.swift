// SPDX-License-Identifier: Apache-2.0

/// The header of another mail as Outlook and others copy it above its text: From, Sent, To, Subject. Known by its shape:
/// names with colons line upon line, an address, a date. The names only say in which language.
struct CopiedHeader {
    /// In lower case, of the line that says who wrote it, or of the first two where the names are unknown.
    let senders: [String]
    /// The language whose names they are; nil: unknown.
    let language: MailWords?
    private let known: Set<CopiedField>
    /// Its first line is a field of that language; a sentence that ends with a colon is none.
    private let beginsKnown: Bool
    private let labels: [Label]

    /// Some name a hundred recipients, each in a line.
    private static let lines = 120
    private static let longestName = 40
    private static let bytes = 400
    private static let most = 8

    /// - Parameter start: its first line. nil where it does not look like a header's.
    init?(at start: Int, in lines: ArraySlice<String>) {
        var labels: [Label] = []
        var lastEnds = false
        var last = ""
        for line in lines[start...].prefix(Self.lines) {
            if let label = Label(line) {
                guard labels.count < Self.most else { break }
                labels.append(label)
                last = line
            } else if !labels.isEmpty, Self.isAddress(line), let label = Label("\(last) \(line)") {
                // The line was broken in front of the address.
                labels[labels.count - 1] = label
            } else if line.isEmpty || labels.isEmpty || !(lastEnds || line.hasPrefix(" ") || line.hasPrefix("\t")) {
                break
            }
            // A list of recipients goes on.
            lastEnds = line.last == ";" || line.last == ","
        }
        guard labels.count > 1 else { return nil }
        self.labels = labels
        let votes = labels.flatMap { label in Set((MailWords.fields[label.name] ?? []).map { $0.language }) }
        let best = Dictionary(votes.map { ($0, 1) }, uniquingKeysWith: +).max {
            ($0.value, $1.key) < ($1.value, $0.key)
        }?.key
        language = best.map { MailWords.all[$0] }
        let named = labels.map { label -> (CopiedField?, Label) in
            (MailWords.fields[label.name]?.first { $0.language == best }?.field, label)
        }
        beginsKnown = named.first?.0 != nil
        known = Set(named.compactMap { $0.0 }).subtracting([.other])
        let sender = named.first { $0.0 == .from }.map { [$0.1] } ?? Array(labels.prefix(2))
        senders = sender.flatMap(\.addresses)
    }

    /// `<bob@example.org>` and nothing else.
    private static func isAddress(_ line: String) -> Bool {
        let bare = line.drop { $0 == " " || $0 == "\t" }
        guard bare.utf8.count <= bytes, bare.utf8.first == UInt8(ascii: "<"), bare.holds("@") else { return false }
        return bare.utf8.last { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") } == UInt8(ascii: ">")
    }

    /// The names are known, and enough of them stand here: all of what a mail is addressed with.
    var isComplete: Bool { known.isSuperset(of: [.from, .date, .to, .subject]) }

    /// It is one, though no rule stands above it.
    var stands: Bool {
        guard beginsKnown else { return hasShape }
        if known.isSuperset(of: [.from, .subject]), known.contains(.date) || known.contains(.to) { return true }
        // Without a subject it may be a journey's: an address and a time of day tell.
        if known.isSuperset(of: [.from, .date, .to]), !senders.isEmpty || labels.contains(where: \.hasTime) {
            return true
        }
        return hasShape
    }

    /// Below a rule less is needed.
    var standsBelowRule: Bool {
        stands || (known.contains(.from) && known.count > 1) || labels.contains { $0.isPerson || $0.hasTime }
    }

    /// In a language that we do not know: someone by name and address, and a moment, in the first two of four lines.
    private var hasShape: Bool {
        guard labels.count > 3 else { return false }
        let first = labels.prefix(2)
        return first.contains(where: \.isPerson) && first.contains { $0.hasDay && $0.hasTime && !$0.isPerson }
    }

    /// Whether a line has the shape of one of a header.
    static func isLabel(_ line: String) -> Bool { Label(line) != nil }

    /// Whether it has the name of one, too.
    static func isField(_ line: String) -> Bool { Label(line).map { MailWords.fields[$0.name] != nil } ?? false }

    private struct Label {
        /// In lower case.
        let name: String
        let addresses: [String]
        /// `Bob <bob@example.org>`
        let isPerson: Bool
        let hasDay: Bool
        let hasTime: Bool

        /// `From: Bob`, `*From:* Bob`, `De : Bob`, `> ` apart.
        init?(_ line: String) {
            guard let colon = Self.colon(in: line) else { return nil }
            let isMark = { (character: Character) in "*_| \t\u{A0}".contains(character) }
            let head = line[..<colon].drop(while: isMark)
            guard !head.isEmpty else { return nil }
            let bare = head.reversed().drop(while: isMark).reversed()
            let name = String(bare).lowercased()
            guard !name.isEmpty, bare.count(where: \.isWhitespace) < 4,
                !bare.contains(where: { $0.isNumber || "@<>/.!?,;\"".contains($0) && !name.hasSuffix(".") })
            else { return nil }
            self.name = name
            let value = String(
                decoding: line[line.index(after: colon)...].utf8.prefix(CopiedHeader.bytes), as: UTF8.self)
            let evidence = LineEvidence(value)
            addresses = evidence.hasAddress ? Self.addresses(in: value) : []
            isPerson = evidence.hasAddress && value.drop(while: isMark).first != "<" && value.contains("<")
            (hasDay, hasTime) = (evidence.hasDay, evidence.hasTime)
        }

        private static func colon(in line: String) -> String.Index? {
            guard line.utf8.first != UInt8(ascii: ">") else { return nil }
            let head = line.utf8.prefix(CopiedHeader.longestName * 2)
            if let colon = head.firstIndex(of: UInt8(ascii: ":")) {
                // `https://` is no name.
                return line.utf8[colon...].starts(with: "://".utf8) ? nil : colon
            }
            guard head.contains(0xBC), let wide = line.place(of: "：")?.lowerBound, wide < head.endIndex else {
                return nil
            }
            return wide
        }

        private static func addresses(in value: String) -> [String] {
            value.lowercased().split { " <>;,[]()\"'*:".contains($0) }.filter { $0.contains("@") }.map { String($0) }
        }
    }
}
