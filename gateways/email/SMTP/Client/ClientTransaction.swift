// SPDX-License-Identifier: Apache-2.0

/// One message's way through an open connection: MAIL, a RCPT for each recipient, DATA or BDAT. Pure.
///
/// With PIPELINING (RFC 2920) all commands leave at once; the answers are told apart by their order alone, so every one
/// is waited for. BDAT (RFC 3030) never leaves before a recipient is accepted: a server that refuses the command could
/// take what follows for commands.
struct ClientTransaction: Sendable {
    enum Move: Equatable {
        /// Send, where there is something to send, and wait so long for the next answer.
        case send(String, within: Duration)
        case sendMessage(Framing)
        case end(SubmissionOutcome, Aftermath)
    }

    /// How a message's end is told.
    enum Framing: Sendable, Equatable {
        /// A lone dot, and other dots doubled (RFC 5321 section 4.5.2).
        case dotStuffed
        /// The number of bytes, told beforehand in this command line.
        case chunk(String)
    }

    /// What has to happen before the next message.
    enum Aftermath: Equatable {
        case nothing
        /// The server still holds the sender.
        case reset
        /// The server no longer makes sense.
        case close
    }

    private enum Step: Equatable {
        case reset, mail, data
        case recipient(Int)
    }

    private enum Phase {
        case commands, message
        /// DATA left together with recipients that were then all refused, and the server waits for a message.
        case loneDot(SubmissionOutcome)
    }

    private let commands: TransactionCommands
    private let timeouts: SubmissionTimeouts
    private let steps: [Step]
    private var sent = 0
    private var answered = 0
    private var phase = Phase.commands
    private var recipients: RecipientAnswers
    /// What already went wrong for the whole message, while answers to later commands are still to come.
    private var failure: SubmissionOutcome?

    /// - Parameter resets: whether the connection has to be cleared first.
    init(_ commands: TransactionCommands, _ timeouts: SubmissionTimeouts, resets: Bool, hasLoggedIn: Bool) {
        self.commands = commands
        self.timeouts = timeouts
        recipients = RecipientAnswers(count: commands.envelope.recipients.count, hasLoggedIn: hasLoggedIn)
        steps =
            (resets ? [.reset] : []) + [.mail] + commands.envelope.recipients.indices.map { .recipient($0) }
            + (commands.capabilities.chunking ? [] : [.data])
    }

    /// Whether the message is on its way, so that the server may have it although no answer comes.
    var isMessageSent: Bool {
        if case .message = phase { true } else { false }
    }

    /// The first move.
    mutating func begin() -> Move {
        if let refusal = commands.refusal {
            return .end(.permanent(refusal, recipients: []), steps.first == .reset ? .reset : .nothing)
        }
        return advance()
    }

    mutating func handle(_ reply: Reply) -> Move {
        switch phase {
        case .message: return finish(reply)
        case .loneDot(let outcome): return .end(outcome, .nothing)
        case .commands: break
        }
        let step = steps[answered]
        answered += 1
        switch step {
        case .reset: if reply.kind != .completed { fail(.temporary(ServerWords.of(reply))) }
        case .mail: if reply.kind != .completed { fail(ReplyVerdict(reply, at: .sender)) }
        case .recipient(let index): recipients.take(reply, at: index)
        case .data: return takeData(reply)
        }
        return advance()
    }
}

// Sending.
extension ClientTransaction {
    /// Sends what may leave now: everything where the server takes it, else one command after the other, and none more
    /// when the message has failed.
    private mutating func advance() -> Move {
        if answered == steps.count { return sendChunk() }
        var lines = ""
        if commands.capabilities.pipelining {
            while sent < steps.count { lines += nextLine() }
        } else if sent == answered {
            if let failure { return .end(failure, .reset) }
            if steps[sent] == .data, let refusal = recipients.refusal { return .end(refusal, .reset) }
            lines = nextLine()
        }
        return .send(lines, within: timeout(for: steps[answered]))
    }

    private mutating func nextLine() -> String {
        defer { sent += 1 }
        return switch steps[sent] {
        case .reset: Command.rset.wireLine
        case .mail: commands.mail.wireLine
        case .recipient(let index): commands.recipient(index).wireLine
        case .data: Command.data.wireLine
        }
    }

    /// All commands are answered, and there was no DATA among them.
    private mutating func sendChunk() -> Move {
        if let outcome = failure ?? recipients.refusal { return .end(outcome, .reset) }
        phase = .message
        return .sendMessage(.chunk(commands.chunk.wireLine))
    }

    private func timeout(for step: Step) -> Duration {
        switch step {
        case .reset, .mail: timeouts.mail
        case .recipient: timeouts.recipient
        case .data: timeouts.data
        }
    }
}

// Reading.
extension ClientTransaction {
    private mutating func fail(_ verdict: ReplyVerdict) {
        if failure == nil { failure = outcome(verdict) }
    }

    private func outcome(_ verdict: ReplyVerdict) -> SubmissionOutcome {
        switch verdict {
        case .temporary(let words): .temporary(words, recipients: recipients.outcomes)
        case .permanent(let refusal): .permanent(refusal, recipients: recipients.outcomes)
        case .account(let words): .account(words)
        }
    }

    private mutating func takeData(_ reply: Reply) -> Move {
        guard reply.code == 354 else {
            let outcome = failure ?? recipients.refusal ?? outcome(ReplyVerdict(reply, at: .message))
            return .end(outcome, reply.code < 400 ? .close : .reset)
        }
        if let failure {
            // It would deliver an empty message, had it refused the sender but not the recipients.
            guard recipients.refusal != nil else { return .end(failure, .close) }
            return sendLoneDot(failure)
        }
        if let refusal = recipients.refusal { return sendLoneDot(refusal) }
        phase = .message
        return .sendMessage(.dotStuffed)
    }

    private mutating func sendLoneDot(_ outcome: SubmissionOutcome) -> Move {
        phase = .loneDot(outcome)
        return .send(".\r\n", within: timeouts.acceptance)
    }

    private func finish(_ reply: Reply) -> Move {
        let words = ServerWords.of(reply)
        switch reply.kind {
        case .completed:
            let receipt = SubmissionReceipt(
                words: words, promisesReports: commands.asksForReports, recipients: recipients.outcomes)
            return .end(.accepted(receipt), .nothing)
        case .intermediate: return .end(.uncertain(words), .close)
        case .temporary, .permanent: return .end(outcome(ReplyVerdict(reply, at: .message)), .nothing)
        }
    }
}
