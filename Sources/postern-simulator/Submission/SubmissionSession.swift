// SPDX-License-Identifier: Apache-2.0

import NIOCore
import SMTP

/// One connection to the submission server (RFC 6409): bytes in, replies out. Postern's own listener has a machine of
/// its own; this one logs in, promises reports, and has faults.
struct SubmissionSession {
    enum Action: Equatable {
        case say(Reply)
        /// What follows waits.
        case pause(Duration)
        case hangUp
    }

    private enum Phase {
        case commands
        case login(LoginExchange)
        case text(MessageText)
        case over
    }

    private let policy: SubmissionPolicy
    private var lines = LineDecoder()
    private var phase = Phase.commands
    private var isLoggedIn: Bool
    private var mail: SubmittedMail?
    /// What becomes of the recipients that were taken.
    private var fates: [MailFate] = []
    private var actions: [Action] = []

    init(_ policy: SubmissionPolicy) {
        self.policy = policy
        isLoggedIn = policy.login == nil
    }

    var greeting: Reply { Reply(220, nil, "\(policy.name) ESMTP takes mail for everybody outside.") }

    /// Reads what has come; what is left in `input` belongs to the next call.
    mutating func receive(_ input: inout ByteBuffer) -> [Action] {
        while advance(&input) {}
        defer { actions = [] }
        return actions
    }

    /// False where more bytes are needed.
    private mutating func advance(_ input: inout ByteBuffer) -> Bool {
        switch phase {
        case .over: return false
        case .text(let text): return readText(text, &input)
        case .login, .commands:
            do throws(LineFault) {
                guard let line = try lines.next(&input) else { return false }
                read(line)
            } catch {
                say(Reply(500, EnhancedStatus(5, 5, 2), "That is no line of a command."))
                if error != .tooLong { hangUp() }
            }
            return true
        }
    }

    private mutating func read(_ line: [UInt8]) {
        if case .login(var exchange) = phase {
            let step = exchange.answer(String(decoding: line, as: UTF8.self))
            phase = .login(exchange)
            return login(step)
        }
        do throws(CommandProblem) {
            obey(try Command(line: line))
        } catch {
            say(Reply(Self.code(of: error), EnhancedStatus(5, 5, 2), "That is no command of this server."))
        }
    }

    private mutating func obey(_ command: Command) {
        switch command {
        case .ehlo: hello(Reply(250, nil, [policy.name] + extensions))
        case .helo: hello(Reply(250, nil, policy.name))
        case .auth(let mechanism, let initial): beginLogin(mechanism, initial)
        case .mail(let sender, let parameters): begin(sender, parameters)
        case .rcpt(let path, let parameters): add(path, parameters)
        case .data: beginText()
        case .rset: hello(Reply(250, EnhancedStatus(2, 0, 0), "Forgotten."))
        case .noop: say(Reply(250, EnhancedStatus(2, 0, 0), "Nothing done."))
        case .vrfy: say(Reply(252, EnhancedStatus(2, 5, 0), "Send something and see."))
        case .quit:
            say(Reply(221, EnhancedStatus(2, 0, 0), "Good-bye."))
            hangUp()
        case .lhlo, .bdat, .starttls, .expn, .help:
            say(Reply(502, EnhancedStatus(5, 5, 1), "This server does not have that command."))
        }
    }

    private var extensions: [String] {
        ["PIPELINING", "SIZE \(MessageText.limit)", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"]
            + (policy.login == nil ? [] : ["AUTH PLAIN LOGIN"])
    }

    /// A greeting and RSET forget what was begun.
    private mutating func hello(_ reply: Reply) {
        forget()
        say(reply)
    }

    private mutating func forget() {
        mail = nil
        fates = []
    }

    private mutating func say(_ reply: Reply) {
        actions.append(.say(reply))
    }

    private mutating func hangUp() {
        phase = .over
        actions.append(.hangUp)
    }

    private static func code(of problem: CommandProblem) -> Int {
        switch problem {
        case .unknownVerb: 500
        case .unknownParameter: 555
        case .badSyntax, .badSender, .badRecipient, .badParameter, .badChunk: 501
        }
    }
}

// Logging in (RFC 4954).
extension SubmissionSession {
    private mutating func beginLogin(_ mechanism: String, _ initial: String?) {
        guard policy.login != nil, !isLoggedIn, mail == nil else {
            return say(Reply(503, EnhancedStatus(5, 5, 1), "There is nothing to log in to now."))
        }
        guard var exchange = LoginExchange(mechanism: mechanism) else {
            return say(Reply(504, EnhancedStatus(5, 5, 4), "This server has PLAIN and LOGIN."))
        }
        let step = exchange.begin(initial)
        phase = .login(exchange)
        login(step)
    }

    private mutating func login(_ step: LoginExchange.Step) {
        switch step {
        case .ask(let reply):
            say(reply)
        case .refuse(let reply):
            phase = .commands
            say(reply)
        case .done(let username, let password):
            phase = .commands
            isLoggedIn = policy.login?.isRight(username, password) ?? true
            say(
                isLoggedIn
                    ? Reply(235, EnhancedStatus(2, 7, 0), "Welcome.")
                    : Reply(535, EnhancedStatus(5, 7, 8), "The name or the password is wrong."))
        }
    }
}

// One mail.
extension SubmissionSession {
    private mutating func begin(_ sender: EnvelopeAddress?, _ parameters: MailParameters) {
        guard isLoggedIn else { return say(Reply(530, EnhancedStatus(5, 7, 0), "Log in first.")) }
        guard mail == nil else { return say(Reply(503, EnhancedStatus(5, 5, 1), "A mail is begun already.")) }
        guard (parameters.size ?? 0) <= MessageText.limit else { return say(Self.tooLarge) }
        guard sender?.isASCII ?? true || parameters.smtpUTF8 else { return say(Self.needsUTF8) }
        mail = SubmittedMail(sender: sender, parameters: parameters)
        say(Reply(250, EnhancedStatus(2, 1, 0), "The sender is taken."))
    }

    private mutating func add(_ path: ForwardPath, _ parameters: RecipientParameters) {
        guard let mail else { return say(Reply(503, EnhancedStatus(5, 5, 1), "MAIL comes first.")) }
        guard case .mailbox(let address) = path else {
            return say(Reply(550, EnhancedStatus(5, 1, 1), "There is no postmaster here."))
        }
        guard address.isASCII || mail.parameters.smtpUTF8 else { return say(Self.needsUTF8) }
        let fate = policy.fate(address, mail.sender)
        switch fate.outcome {
        case .putOff:
            say(Reply(450, EnhancedStatus(4, 7, 1), "<\(address)>: greylisted, try again later."))
        case .reject:
            say(Reply(550, EnhancedStatus(5, 1, 1), "<\(address)>: there is no such mailbox here."))
        case .take, .dropBefore, .dropAfter:
            self.mail?.recipients.append(SubmittedRecipient(address: address, parameters: parameters))
            fates.append(fate)
            say(Reply(250, EnhancedStatus(2, 1, 5), "The recipient is taken."))
        }
    }

    private mutating func beginText() {
        guard let mail else { return say(Reply(503, EnhancedStatus(5, 5, 1), "MAIL comes first.")) }
        guard !mail.recipients.isEmpty else {
            return say(Reply(554, EnhancedStatus(5, 5, 1), "There is no recipient."))
        }
        phase = .text(MessageText())
        say(Reply(354, nil, "Send the mail, and a dot."))
    }

    private mutating func readText(_ text: MessageText, _ input: inout ByteBuffer) -> Bool {
        guard input.readableBytes > 0 else { return false }
        guard !fates.contains(where: { $0.outcome == .dropBefore }) else {
            hangUp()
            return false
        }
        var text = text
        phase = .commands
        let message = text.take(&input)
        guard let message else {
            phase = .text(text)
            return false
        }
        finish(message, isTooLarge: text.isTooLarge)
        return true
    }

    private mutating func finish(_ message: [UInt8], isTooLarge: Bool) {
        guard var mail, !isTooLarge else {
            forget()
            return say(Self.tooLarge)
        }
        mail.bytes = message
        let name = policy.take(mail)
        let delay = fates.map(\.delay).max() ?? .zero
        let isDropped = fates.contains { $0.outcome == .dropAfter }
        forget()
        if delay > .zero { actions.append(.pause(delay)) }
        isDropped ? hangUp() : say(Reply(250, EnhancedStatus(2, 0, 0), "Taken as \(name)."))
    }

    private static let tooLarge = Reply(552, EnhancedStatus(5, 3, 4), "The mail is too large.")
    private static let needsUTF8 = Reply(553, EnhancedStatus(5, 6, 7), "Such an address needs SMTPUTF8.")
}
