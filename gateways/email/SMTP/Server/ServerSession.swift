// SPDX-License-Identifier: Apache-2.0

package import NIOCore

package import struct Foundation.Date

/// One client's connection to the listener as a state machine, for SMTP (RFC 5321) and LMTP (RFC 2033): events in,
/// actions out, no I/O.
///
/// Commands are carried out one after the other, and none before the reply to the one in front of it is known, however
/// many have come in one packet (RFC 2920).
package struct ServerSession: Sendable {
    package enum Event: Sendable {
        case connected
        /// There is no room for this client.
        case connectedBeyondLimit
        case received(ByteBuffer)
        /// The answer to `lookUp`.
        case verdict(RecipientVerdict)
        /// The answer to `deliver`.
        case delivered([DeliveryVerdict])
        /// The memory for messages is used up, and this one's has to be let go.
        case memoryRefused
        /// A second has passed.
        case tick
        /// The listener stops; what is in hand may come to its end.
        case shutdown
    }

    /// To be carried out in order.
    package enum Action: Sendable, Equatable {
        case write(ByteBuffer)
        /// Behind the write that stands in front of it; nothing more has been received before the handshake.
        case startTLS
        /// To be answered with `verdict`.
        case lookUp(EnvelopeAddress, from: EnvelopeAddress?)
        /// To be answered with `delivered`.
        case deliver(ReceivedMail)
        case close(SessionEnding)
    }

    enum Phase: Sendable {
        case command
        case lookingUp(EnvelopeAddress)
        case text(DataDecoder)
        /// Octets of a BDAT that are still to come; with a reply, they are dropped, and it is said behind them.
        case chunk(left: Int, last: Bool, refused: Reply?)
        case delivering(Transaction)
        case closed
    }

    let settings: SessionSettings
    let peer: String?
    let now: @Sendable () -> Date

    var phase = Phase.command
    var helo: String?
    /// The client said EHLO or LHLO, not HELO.
    var isExtended = false
    var transaction: Transaction?
    var isTLS = false
    /// TLS was begun, and nothing has come through it yet.
    var isHandshaking = false
    /// The connection ends as soon as the message in hand is dealt with.
    var isStopping = false
    var budget: ErrorBudget
    var clock = SessionClock()

    /// Received, and not looked at yet.
    var input = ByteBuffer()
    /// Replies that go out together.
    var output = ByteBuffer()
    var lines = LineDecoder()
    /// What else is to be done; it stands behind the replies.
    var next: Action?

    /// `peer` is the client's IP address, nil where it has none.
    package init(_ settings: SessionSettings, peer: String?, now: @escaping @Sendable () -> Date = { Date() }) {
        self.settings = settings
        self.peer = peer
        self.now = now
        budget = ErrorBudget(settings.limits, countsUnknown: settings.dialect == .smtp)
    }

    /// What it holds of the client's bytes, in octets of memory.
    package var room: Int {
        let message: Int
        if case .delivering(let transaction) = phase {
            message = transaction.message?.room ?? 0
        } else {
            message = transaction?.message?.room ?? 0
        }
        return message + input.readableBytes
    }

    /// While it waits for an answer from us, the client is not read.
    package var isWaiting: Bool {
        switch phase {
        case .lookingUp, .delivering: true
        case .command, .text, .chunk, .closed: false
        }
    }

    package mutating func handle(_ event: Event) -> [Action] {
        if case .closed = phase { return [] }
        switch event {
        case .connected:
            let name = settings.dialect == .smtp ? "ESMTP" : "LMTP"
            reply(Reply(220, "\(settings.hostName) \(name) Postern"))
        case .connectedBeyondLimit: end(.tooManyConnections, .overLimit)
        case .received(let bytes): take(bytes)
        case .verdict(let verdict): settle(verdict)
        case .delivered(let verdicts): settle(verdicts)
        case .memoryRefused: transaction?.message?.refuse(.noMemory)
        case .tick: tick()
        case .shutdown: shutDown()
        }
        return actions()
    }

    private mutating func actions() -> [Action] {
        var actions: [Action] = []
        // Behind a lookup more replies will follow at once, and go out with these.
        if output.readableBytes > 0, !isLookingUp {
            actions.append(.write(output))
            output = ByteBuffer()
        }
        if let next { actions.append(next) }
        next = nil
        return actions
    }

    private var isLookingUp: Bool {
        if case .lookingUp = phase { true } else { false }
    }
}

// What every part of it does.
extension ServerSession {
    mutating func reply(_ reply: Reply) {
        clock.quiet = 0
        reply.write(into: &output)
    }

    /// The last words, and the end.
    mutating func end(_ reply: Reply?, _ ending: SessionEnding) {
        if let reply { self.reply(reply) }
        phase = .closed
        transaction = nil
        input = ByteBuffer()
        next = .close(ending)
    }

    private mutating func take(_ bytes: ByteBuffer) {
        isHandshaking = false
        switch phase {
        case .text: clock.received(bytes.readableBytes)
        case .command, .chunk, .lookingUp, .delivering, .closed: break
        }
        if input.readableBytes == 0 {
            input = bytes
        } else {
            // Or it would grow with each packet of a long message.
            input.discardReadBytes()
            input.writeImmutableBuffer(bytes)
        }
        work()
    }

    /// Goes on as far as the bytes and the phase allow.
    mutating func work() {
        while next == nil {
            let isComplete: Bool
            switch phase {
            case .command: isComplete = readCommand()
            case .text(let decoder): isComplete = readText(decoder)
            case .chunk(let left, let last, let refused): isComplete = readChunk(left, last, refused)
            case .lookingUp, .delivering, .closed: return
            }
            guard isComplete else { return }
        }
    }

    private mutating func shutDown() {
        isStopping = true
        switch phase {
        case .command, .lookingUp: end(.shuttingDown, .shutdown)
        case .text, .chunk, .delivering, .closed: break
        }
    }
}
