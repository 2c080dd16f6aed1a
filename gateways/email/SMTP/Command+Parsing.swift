// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// Reads a line without its end. Verbs and keywords may be in any case; a blank around the colon of `MAIL FROM:`
    /// and blanks at the end are overlooked, as everybody does.
    package init(line: [UInt8]) throws(CommandProblem) {
        // No line that came through `LineDecoder` is longer.
        guard line.count <= LineDecoder.commandLimit else { throw .badSyntax(usage: "a shorter line") }
        var scanner = ByteScanner(Self.withoutBlanksAtEnd(line))
        let verb = String(decoding: scanner.takeWord().map(ASCII.uppercased), as: UTF8.self)
        scanner.takeBlanks()
        switch verb {
        case "HELO", "EHLO", "LHLO": self = try Self.hello(verb, scanner)
        case "MAIL": self = try Self.mail(&scanner)
        case "RCPT": self = try Self.recipient(&scanner)
        case "BDAT": self = try Self.chunk(&scanner)
        case "AUTH": self = try Self.auth(&scanner)
        case "DATA": self = try Self.plain(.data, verb, scanner)
        case "STARTTLS": self = try Self.plain(.starttls, verb, scanner)
        case "RSET": self = try Self.plain(.rset, verb, scanner)
        case "QUIT": self = try Self.plain(.quit, verb, scanner)
        case "NOOP": self = .noop
        case "HELP": self = .help
        case "VRFY": self = .vrfy(try Self.argument("VRFY <address>", scanner))
        case "EXPN": self = .expn(try Self.argument("EXPN <list>", scanner))
        default: throw .unknownVerb(verb)
        }
    }

    private static func withoutBlanksAtEnd(_ line: [UInt8]) -> ArraySlice<UInt8> {
        let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 }
        return line[..<(end.map { $0 + 1 } ?? 0)]
    }

    private static func plain(_ command: Command, _ verb: String, _ scanner: ByteScanner) throws(CommandProblem)
        -> Command
    {
        guard scanner.isAtEnd else { throw .badSyntax(usage: verb) }
        return command
    }

    /// The name may be nearly anything: clients that cannot know their own are many, and nothing depends on it.
    private static func hello(_ verb: String, _ scanner: ByteScanner) throws(CommandProblem) -> Command {
        let usage = "\(verb) <your name>"
        let name = try argument(usage, scanner)
        guard name.utf8.count <= EnvelopeAddress.domainLimit, !name.utf8.contains(0x20) else {
            throw .badSyntax(usage: usage)
        }
        return verb == "HELO" ? .helo(name) : verb == "EHLO" ? .ehlo(name) : .lhlo(name)
    }

    private static func argument(_ usage: String, _ scanner: ByteScanner) throws(CommandProblem) -> String {
        guard !scanner.isAtEnd, let text = AddressGrammar.text(scanner.rest),
            text.unicodeScalars.allSatisfy({ !AddressGrammar.isControl($0) })
        else { throw .badSyntax(usage: usage) }
        return text
    }

    private static func mail(_ scanner: inout ByteScanner) throws(CommandProblem) -> Command {
        guard takeColon(after: "FROM", &scanner) else { throw .badSyntax(usage: "MAIL FROM:<address>") }
        guard let sender = AddressGrammar.takePath(&scanner) else { throw .badSender }
        var parameters = MailParameters()
        try takeParameters(&scanner, problem: .badSender) { (keyword, value) throws(CommandProblem) in
            try parameters.set(keyword, value)
        }
        return .mail(sender, parameters)
    }

    private static func recipient(_ scanner: inout ByteScanner) throws(CommandProblem) -> Command {
        guard takeColon(after: "TO", &scanner) else { throw .badSyntax(usage: "RCPT TO:<address>") }
        let path: ForwardPath
        if scanner.take(word: "<POSTMASTER>") {
            path = .postmaster
        } else {
            guard case .some(.some(let address)) = AddressGrammar.takePath(&scanner) else { throw .badRecipient }
            path = .mailbox(address)
        }
        var parameters = RecipientParameters()
        try takeParameters(&scanner, problem: .badRecipient) { (keyword, value) throws(CommandProblem) in
            try parameters.set(keyword, value)
        }
        return .rcpt(path, parameters)
    }

    private static func takeColon(after word: StaticString, _ scanner: inout ByteScanner) -> Bool {
        guard scanner.take(word: word) else { return false }
        scanner.takeBlanks()
        guard scanner.take(":") else { return false }
        scanner.takeBlanks()
        return true
    }

    /// `problem` is what text that sticks to the path means.
    private static func takeParameters(
        _ scanner: inout ByteScanner, problem: CommandProblem,
        _ set: (String, ArraySlice<UInt8>?) throws(CommandProblem) -> Void
    ) throws(CommandProblem) {
        var seen: Set<String> = []
        while !scanner.isAtEnd {
            guard scanner.next == 0x20 || scanner.next == 0x09 else { throw problem }
            scanner.takeBlanks()
            let parameter = scanner.takeWord()
            let equals = parameter.firstIndex(of: UInt8(ascii: "="))
            let keyword = String(decoding: parameter[..<(equals ?? parameter.endIndex)], as: UTF8.self).uppercased()
            guard seen.insert(keyword).inserted else { throw .badParameter(keyword) }
            try set(keyword, equals.map { parameter[($0 + 1)...] })
        }
    }

    private static func chunk(_ scanner: inout ByteScanner) throws(CommandProblem) -> Command {
        let digits = String(decoding: scanner.takeWord(), as: UTF8.self)
        guard let size = DecimalNumber.parse(digits) else { throw .badChunk }
        scanner.takeBlanks()
        let last = scanner.take(word: "LAST")
        guard scanner.isAtEnd else { throw .badChunk }
        return .bdat(size, last: last)
    }

    private static func auth(_ scanner: inout ByteScanner) throws(CommandProblem) -> Command {
        let mechanism = String(decoding: scanner.takeWord().map(ASCII.uppercased), as: UTF8.self)
        scanner.takeBlanks()
        let initial = scanner.takeWord()
        guard !mechanism.isEmpty, scanner.isAtEnd, initial.allSatisfy(ASCII.isGraphic) else {
            throw .badSyntax(usage: "AUTH <mechanism> [<initial response>]")
        }
        return .auth(
            mechanism: mechanism, initial: initial.isEmpty ? nil : String(decoding: initial, as: UTF8.self))
    }
}
