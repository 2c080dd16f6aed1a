// SPDX-License-Identifier: Apache-2.0

/// The client's side of one SMTP connection (RFC 5321) as a state machine: events in, actions out, no I/O and no clock.
/// Many messages may follow one another on it; each is answered by exactly one `finish`.
struct ClientSession: Sendable {
    enum Event: Sendable {
        /// The transport is there; with implicit TLS its handshake may still be under way.
        case connected
        case reply(Reply)
        /// A message to send. Only one at a time.
        case submit(SubmissionEnvelope, MessageShape)
        /// The network took a block of the message, or the last one.
        case written(isLast: Bool)
        case timeout
        /// The transport cannot be used any more.
        case lost(SubmissionProblem)
        /// Leave, when nothing is under way.
        case quit
    }

    /// To be carried out in order.
    enum Action: Sendable, Equatable {
        case send(String)
        /// The message that was submitted, in blocks; each is followed by the event `written`.
        case sendMessage(ClientTransaction.Framing)
        /// What follows goes through TLS. Bytes of the server that stand behind its last reply are `lost(.injected)`.
        case startTLS
        /// In place of the one before.
        case setTimer(Duration)
        /// Mail may be sent.
        case ready
        /// What became of the message, or of the attempt to become ready. `mayTryAfresh`: the connection ended before
        /// the message went out, so that another one may do.
        case finish(SubmissionOutcome, mayTryAfresh: Bool)
        /// The connection is over; nothing follows.
        case close
    }

    private enum Phase {
        case opening, ready, quitting, closed
        case transaction(ClientTransaction)
    }

    private(set) var opening: ClientOpening
    private let settings: SubmissionSettings
    private let timeouts: SubmissionTimeouts
    private var phase = Phase.opening
    /// The last transaction left something behind at the server.
    private var needsReset = false
    /// Part of the message has not left yet: the server cannot have it.
    private var isWriting = false
    /// What the present timer measures.
    private var limit = Duration.zero

    init(_ settings: SubmissionSettings, _ timeouts: SubmissionTimeouts, opening: ClientOpening? = nil) {
        self.settings = settings
        self.timeouts = timeouts
        self.opening = opening ?? ClientOpening(settings, timeouts)
    }

    mutating func handle(_ event: Event) -> [Action] {
        switch (event, phase) {
        case (_, .closed): return handleClosed(event)
        case (.connected, _): return [timer(timeouts.greeting)]
        case (.reply(let reply), _): return read(reply)
        case (.submit(let envelope, let shape), .ready): return begin(envelope, shape)
        case (.submit, _): return [.finish(SubmissionProblem.closed.outcome(settings), mayTryAfresh: true)]
        case (.written(let isLast), .transaction):
            isWriting = !isLast
            return [timer(isLast ? timeouts.acceptance : timeouts.block)]
        case (.timeout, .ready), (.quit, .ready): return quit()
        case (.timeout, _): return end(.silent(limit))
        case (.lost(let problem), _): return end(problem)
        case (.quit, _), (.written, _): return []
        }
    }

    /// A message that comes too late has to be told so.
    private func handleClosed(_ event: Event) -> [Action] {
        guard case .submit = event else { return [] }
        return [.finish(SubmissionProblem.closed.outcome(settings), mayTryAfresh: true)]
    }

    private mutating func timer(_ limit: Duration) -> Action {
        self.limit = limit
        return .setTimer(limit)
    }
}

// Reading.
extension ClientSession {
    private mutating func read(_ reply: Reply) -> [Action] {
        switch phase {
        case .opening: return carryOut(opening.handle(reply))
        case .transaction(var transaction):
            if reply.code == 421 { return leave(reply, transaction) }
            let move = transaction.handle(reply)
            if isWriting, case .end(let outcome, _) = move { return carryOut(.end(outcome, .close)) }
            phase = .transaction(transaction)
            return carryOut(move)
        case .ready, .quitting, .closed:
            // The answer to QUIT, a 421 before the server goes, or something that nobody asked for.
            phase = .closed
            return [.close]
        }
    }

    /// 421 may come at any moment, and the server closes the connection behind it (RFC 5321 section 3.8). In answer to
    /// the end of a message it says that the message was not taken.
    private mutating func leave(_ reply: Reply, _ transaction: ClientTransaction) -> [Action] {
        phase = .closed
        let outcome = SubmissionOutcome.temporary(ServerWords.of(reply), recipients: [])
        return [.finish(outcome, mayTryAfresh: isWriting || !transaction.isMessageSent), .close]
    }

    private mutating func carryOut(_ move: ClientOpening.Move) -> [Action] {
        switch move {
        case .send(let line, let limit): return [.send(line), timer(limit)]
        case .startTLS(let line, let limit): return [.startTLS, .send(line), timer(limit)]
        case .ready:
            // The owner has a message at hand, or leaves; only what was kept counts as idle.
            phase = .ready
            return [.ready]
        case .fail(let outcome):
            phase = .closed
            return [.finish(outcome, mayTryAfresh: false), .close]
        }
    }
}

// Messages.
extension ClientSession {
    private mutating func begin(_ envelope: SubmissionEnvelope, _ shape: MessageShape) -> [Action] {
        let commands = TransactionCommands(envelope: envelope, shape: shape, capabilities: opening.capabilities)
        var transaction = ClientTransaction(
            commands, timeouts, resets: needsReset, hasLoggedIn: settings.login != nil)
        let move = transaction.begin()
        phase = .transaction(transaction)
        return carryOut(move)
    }

    private mutating func carryOut(_ move: ClientTransaction.Move) -> [Action] {
        switch move {
        case .send("", let limit): return [timer(limit)]
        case .send(let lines, let limit): return [.send(lines), timer(limit)]
        case .sendMessage(let framing):
            isWriting = true
            return [timer(timeouts.block), .sendMessage(framing)]
        case .end(let outcome, .close):
            phase = .closed
            return [.finish(outcome, mayTryAfresh: false), .close]
        case .end(let outcome, let aftermath):
            phase = .ready
            needsReset = aftermath == .reset
            return [timer(timeouts.idle), .finish(outcome, mayTryAfresh: false)]
        }
    }
}

// The end.
extension ClientSession {
    private mutating func quit() -> [Action] {
        phase = .quitting
        return [.send(Command.quit.wireLine), timer(timeouts.farewell)]
    }

    private mutating func end(_ problem: SubmissionProblem) -> [Action] {
        defer { phase = .closed }
        switch phase {
        case .opening: return [.finish(problem.outcome(settings), mayTryAfresh: false), .close]
        case .transaction(let transaction) where transaction.isMessageSent && !isWriting:
            return [.finish(.uncertain(problem.sentence(settings)), mayTryAfresh: false), .close]
        case .transaction:
            let isLoss = problem != .stopped && !problem.isSilence
            return [.finish(problem.outcome(settings), mayTryAfresh: isLoss), .close]
        case .ready, .quitting, .closed: return [.close]
        }
    }
}
