// SPDX-License-Identifier: Apache-2.0

/// A command of SMTP (RFC 5321 section 4.1.1), LMTP (RFC 2033) and of the extensions that we know.
package enum Command: Hashable, Sendable {
    /// The name is what the client calls itself: text without blanks, believed by nobody.
    case helo(String)
    case ehlo(String)
    case lhlo(String)
    /// nil is the null sender `<>`.
    case mail(EnvelopeAddress?, MailParameters = MailParameters())
    case rcpt(ForwardPath, RecipientParameters = RecipientParameters())
    case data
    /// So many octets of the message follow (RFC 3030); a number too large for us is the largest that we know.
    case bdat(Int, last: Bool)
    case starttls
    /// The mechanism in upper case; the initial response as it stands in base 64, `=` for an empty one (RFC 4954).
    case auth(mechanism: String, initial: String?)
    case rset
    case noop
    case quit
    case vrfy(String)
    case expn(String)
    case help
}

// Writing.
extension Command {
    /// The command without its line end. Whatever stands in it, it is one line: a character that could end it is left
    /// out.
    package var line: String {
        switch self {
        case .helo(let name): "HELO " + Self.word(name)
        case .ehlo(let name): "EHLO " + Self.word(name)
        case .lhlo(let name): "LHLO " + Self.word(name)
        case .mail(let sender, let parameters): "MAIL FROM:<\(sender?.description ?? "")>" + parameters.written
        case .rcpt(.mailbox(let address), let parameters): "RCPT TO:<\(address)>" + parameters.written
        case .rcpt(.postmaster, let parameters): "RCPT TO:<postmaster>" + parameters.written
        case .data: "DATA"
        case .bdat(let size, let last): "BDAT \(size)" + (last ? " LAST" : "")
        case .starttls: "STARTTLS"
        case .auth(let mechanism, let initial):
            "AUTH " + Self.word(mechanism) + (initial.map { " " + Self.word($0) } ?? "")
        case .rset: "RSET"
        case .noop: "NOOP"
        case .quit: "QUIT"
        case .vrfy(let text): "VRFY " + Self.word(text)
        case .expn(let text): "EXPN " + Self.word(text)
        case .help: "HELP"
        }
    }

    /// The command as it goes over the wire.
    package var wireLine: String { line + "\r\n" }

    /// The text without blanks and control characters.
    private static func word(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != " " && !AddressGrammar.isControl($0) }))
    }
}
