// SPDX-License-Identifier: Apache-2.0

import NIOCore

// The text of a message.
extension ServerSession {
    mutating func beginText() {
        guard let open = transaction else { return refuseText(helo == nil ? .noHello : .noSender) }
        guard open.message == nil else { return refuseText(.chunksBegun) }
        guard !open.slots.isEmpty else {
            return refuseText(noRecipient)
        }
        transaction?.message = MessageCollector(limit: settings.maxSize, announced: open.parameters.size)
        phase = .text(DataDecoder())
        clock.beginMessage()
        reply(.sendText)
    }

    /// A client that sent the text without waiting for 354 would see it taken for commands.
    private mutating func refuseText(_ reply: Reply) {
        if input.readableBytes > 0 {
            end(reply, .pipelining)
        } else if reply == noRecipient {
            // A client that pipelines asks before it knows of the refusals.
            idle(reply)
        } else {
            refuse(reply)
        }
    }

    /// RFC 2033 section 4.2 wants another than RFC 5321 section 3.3.
    private var noRecipient: Reply {
        settings.dialect == .smtp ? .noValidRecipient : .noRecipient
    }

    /// False where more has to come.
    mutating func readText(_ decoder: DataDecoder) -> Bool {
        guard var message = transaction?.message else { return false }
        // So that appending to it copies nothing.
        transaction?.message = nil
        var decoder = decoder
        do throws(LineFault) {
            let isComplete = try decoder.decode(&input, into: &message)
            transaction?.message = message
            phase = .text(decoder)
            if isComplete { finish() } else { checkDiscarded(message) }
            return isComplete
        } catch {
            endMessage(.smuggling(error, inText: true), .smuggling)
            return true
        }
    }

    /// There is an end to politeness towards a message that nobody will read.
    private mutating func checkDiscarded(_ message: MessageCollector) {
        guard message.refusal != nil, message.received > settings.maxSize + SessionLimits.discarded else { return }
        endMessage(.tooLarge(settings.maxSize), .tooLarge)
    }

    /// The message is complete: what can be told without storing it is told.
    private mutating func finish() {
        guard var open = transaction, var message = open.message else { return }
        // So that changing it copies nothing.
        (transaction, open.message) = (nil, nil)
        phase = .command
        message.dropNULs()
        message.foldLongLines()
        if let refusal = refusal(of: message) {
            for reply in replies(refusal, open) { self.reply(reply) }
            return stopIfAsked()
        }
        let mail = ReceivedMail(
            sender: open.sender, recipients: open.recipients, bytes: message.bytes,
            isSMTPUTF8: open.parameters.smtpUTF8, helo: helo ?? "", isExtended: isExtended, peer: peer,
            isTLS: isTLS, receivedAt: now())
        // The same octets as the mail's: what a session is held to have (`room`) is what is there.
        open.message = message
        phase = .delivering(open)
        next = .deliver(mail)
    }

    private func refusal(of message: MessageCollector) -> Reply? {
        switch message.refusal {
        case .tooLarge: .tooLarge(settings.maxSize)
        case .lineTooLong: .textLineTooLong
        case .noMemory: .full
        case nil: MessageText.hops(in: message.bytes) > settings.limits.hops ? .looping : nil
        }
    }

    /// One reply to a whole message: LMTP says it to each recipient.
    private func replies(_ reply: Reply, _ transaction: Transaction) -> [Reply] {
        Array(repeating: reply, count: settings.dialect == .smtp ? 1 : max(transaction.slots.count, 1))
    }

    /// The reply to the message that is coming in, and the end.
    mutating func endMessage(_ reply: Reply, _ ending: SessionEnding) {
        guard let transaction else { return end(reply, ending) }
        for reply in replies(reply, transaction) { self.reply(reply) }
        end(nil, ending)
    }

    mutating func settle(_ verdicts: [DeliveryVerdict]) {
        guard case .delivering(let transaction) = phase else { return }
        phase = .command
        if verdicts.contains(.stored) { budget.reset() }
        for reply in transaction.replies(verdicts, settings.dialect) { self.reply(reply) }
        stopIfAsked()
        work()
    }

    private mutating func stopIfAsked() {
        if isStopping { end(.shuttingDown, .shutdown) }
    }
}

// BDAT (RFC 3030): a message in chunks whose octets are counted.
extension ServerSession {
    /// The octets follow in any case, and are read in any case.
    mutating func beginChunk(_ size: Int, _ last: Bool) {
        let refused = refusalOfChunk()
        // A message has one clock, in however many chunks it comes.
        if transaction?.message == nil { clock.beginMessage() }
        if refused == nil, transaction?.message == nil {
            let announced = transaction?.parameters.size ?? size
            transaction?.message = MessageCollector(limit: settings.maxSize, announced: announced)
        }
        if refused != nil { budget.countBadCommand() }
        if size > settings.maxSize + SessionLimits.discarded {
            return endMessage(.tooLarge(settings.maxSize), .tooLarge)
        }
        phase = .chunk(left: size, last: last, refused: refused)
    }

    private func refusalOfChunk() -> Reply? {
        guard let open = transaction else { return helo == nil ? .noHello : .noSender }
        return open.slots.isEmpty ? noRecipient : nil
    }

    /// False where more has to come.
    mutating func readChunk(_ left: Int, _ last: Bool, _ refused: Reply?) -> Bool {
        let count = min(left, input.readableBytes)
        if count > 0 { clock.received(count) }
        if count > 0, let octets = input.readSlice(length: count), refused == nil {
            transaction?.message?.append(octets.readableBytesView)
        }
        guard left == count else {
            phase = .chunk(left: left - count, last: last, refused: refused)
            return false
        }
        endChunk(last, refused)
        return true
    }

    private mutating func endChunk(_ last: Bool, _ refused: Reply?) {
        phase = .command
        if let refused {
            transaction = nil
            if budget.isSpent { end(.tooManyErrors, .tooManyErrors) } else { reply(refused) }
            if next == nil { stopIfAsked() }
        } else if last {
            checkChunks()
        } else if transaction?.message?.refusal != nil {
            // The chunks that follow belong to no transaction, and are dropped as such.
            let reply = transaction?.message.flatMap { self.refusal(of: $0) } ?? .full
            transaction = nil
            self.reply(reply)
            stopIfAsked()
        } else {
            reply(.chunkOK)
        }
    }

    private mutating func checkChunks() {
        switch transaction?.message.flatMap({ MessageText.fault(in: $0.bytes) }) {
        case nil: finish()
        case .tooLong:
            transaction?.message?.noteLongLine()
            finish()
        case .some(let fault): endMessage(.smuggling(fault, inText: true), .smuggling)
        }
    }
}
