// SPDX-License-Identifier: Apache-2.0

import NIOCore

// One command.
extension ServerSession {
    /// Words of other protocols: a browser was made to talk to us, and what follows are its user's bytes.
    private static let foreignVerbs: Set<String> = ["GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT"]

    /// False where no complete line is there.
    mutating func readCommand() -> Bool {
        let line: [UInt8]
        do throws(LineFault) {
            guard let next = try lines.next(&input) else { return false }
            line = next
        } catch .tooLong {
            refuse(.lineTooLong)
            return true
        } catch {
            end(.smuggling(error, inText: false), .smuggling)
            return true
        }
        do throws(CommandProblem) {
            perform(try Command(line: line))
        } catch {
            refuse(error)
        }
        return true
    }

    private mutating func refuse(_ problem: CommandProblem) {
        switch problem {
        case .unknownVerb(let verb) where Self.foreignVerbs.contains(verb): end(.tooManyErrors, .tooManyErrors)
        // Its octets follow, and nobody knows how many.
        case .badChunk: end(Reply(problem), .pipelining)
        default: refuse(Reply(problem))
        }
    }

    /// Says what is wrong, and ends the connection where that was once too often.
    mutating func refuse(_ reply: Reply) {
        budget.countBadCommand()
        self.reply(orEnd: reply)
    }

    private mutating func reply(orEnd reply: Reply) {
        if budget.isSpent { end(.tooManyErrors, .tooManyErrors) } else { self.reply(reply) }
    }

    mutating func idle(_ reply: Reply) {
        budget.countIdleCommand()
        self.reply(orEnd: reply)
    }

    private mutating func perform(_ command: Command) {
        switch command {
        case .helo(let name): greet(name, .smtp, isExtended: false)
        case .ehlo(let name): greet(name, .smtp, isExtended: true)
        case .lhlo(let name): greet(name, .lmtp, isExtended: true)
        case .mail(let sender, let parameters): begin(sender, parameters)
        case .rcpt(let path, let parameters): add(path, parameters)
        case .data: beginText()
        case .bdat(let size, let last): beginChunk(size, last)
        case .starttls: startTLS()
        case .rset:
            transaction = nil
            idle(.ok)
        case .noop: idle(.ok)
        case .vrfy: idle(.maybe)
        case .help: idle(.help)
        case .auth, .expn: refuse(.notOffered)
        case .quit: end(.goodbye, .quit)
        }
    }

    private mutating func greet(_ name: String, _ dialect: SessionSettings.Dialect, isExtended: Bool) {
        guard dialect == settings.dialect else { return refuse(.unknownCommand) }
        helo = name
        self.isExtended = isExtended
        transaction = nil
        let offered = isExtended ? settings.capabilities(isTLS: isTLS).lines : []
        idle(Reply(250, nil, [settings.hostName] + offered))
    }

    private mutating func begin(_ sender: EnvelopeAddress?, _ parameters: MailParameters) {
        guard helo != nil else { return refuse(.noHello) }
        guard transaction == nil else { return refuse(.secondSender) }
        if parameters.asksForReports { return refuse(.noReports) }
        if parameters.body == .binaryMIME { return refuse(.noBinary) }
        if let sender, !sender.isASCII, !parameters.smtpUTF8 { return refuse(.needsUTF8) }
        if let size = parameters.size, size > settings.maxSize { return idle(.tooLarge(settings.maxSize)) }
        transaction = Transaction(sender: sender, parameters: parameters)
        reply(.senderOK)
    }

    /// What came behind it in the same packet was not protected by TLS, and could be taken for what was (RFC 3207
    /// section 4.2); so nothing may, and nothing said before counts any more.
    private mutating func startTLS() {
        guard settings.offersTLS else { return refuse(.notOffered) }
        guard !isTLS else { return refuse(.alreadyTLS) }
        guard input.readableBytes == 0 else { return end(.afterStartTLS, .pipelining) }
        transaction = nil
        helo = nil
        isTLS = true
        isHandshaking = true
        reply(.startTLS)
        next = .startTLS
    }
}

// Recipients.
extension ServerSession {
    private mutating func add(_ path: ForwardPath, _ parameters: RecipientParameters) {
        guard let open = transaction else { return refuse(helo == nil ? .noHello : .noSender) }
        guard open.message == nil else { return refuse(.chunksBegun) }
        if parameters.asksForReports { return refuse(.noReports) }
        guard let recipient = address(path) else { return reply(.unknownRecipient) }
        if !recipient.isASCII, !open.parameters.smtpUTF8 { return refuse(.needsUTF8) }
        guard open.slots.count < settings.limits.recipients else {
            budget.countExcessRecipient()
            return reply(orEnd: .tooManyRecipients)
        }
        if transaction?.acceptAgain(recipient) == true { return reply(.recipientOK) }
        phase = .lookingUp(recipient)
        next = .lookUp(recipient, from: open.sender)
    }

    private func address(_ path: ForwardPath) -> EnvelopeAddress? {
        switch path {
        case .mailbox(let address): address
        case .postmaster: EnvelopeAddress(localPart: "postmaster", domain: settings.mailDomain)
        }
    }

    mutating func settle(_ verdict: RecipientVerdict) {
        guard case .lookingUp(let recipient) = phase else { return }
        phase = .command
        switch verdict {
        case .accepted: transaction?.accept(recipient)
        case .unknown, .wrongDomain: budget.countUnknownRecipient()
        case .refused, .temporary: break
        }
        reply(orEnd: Reply(verdict))
        work()
    }
}
