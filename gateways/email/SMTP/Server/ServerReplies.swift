// SPDX-License-Identifier: Apache-2.0

/// What the server says.
extension Reply {
    static let ok = Reply(250, EnhancedStatus(2, 0, 0), "OK")
    static let senderOK = Reply(250, EnhancedStatus(2, 1, 0), "Sender OK")
    static let recipientOK = Reply(250, EnhancedStatus(2, 1, 5), "Recipient OK")
    static let chunkOK = Reply(250, EnhancedStatus(2, 0, 0), "Octets received")
    static let stored = Reply(250, EnhancedStatus(2, 0, 0), "Message accepted")
    static let sendText = Reply(354, "End the message with a dot on a line of its own")
    static let startTLS = Reply(220, EnhancedStatus(2, 0, 0), "Start TLS now")
    static let goodbye = Reply(221, EnhancedStatus(2, 0, 0), "Goodbye")
    static let maybe = Reply(252, EnhancedStatus(2, 1, 5), "Send some mail, and I will try")
    static let help = Reply(214, EnhancedStatus(2, 0, 0), "RFC 5321 tells what to do")

    static let unknownCommand = Reply(500, EnhancedStatus(5, 5, 2), "No such command")
    static let lineTooLong = Reply(500, EnhancedStatus(5, 5, 2), "A command has at most 1,000 octets")
    static let notOffered = Reply(502, EnhancedStatus(5, 5, 1), "Not offered here")
    static let noHello = Reply(503, EnhancedStatus(5, 5, 1), "Greet first: EHLO, or LHLO for LMTP")
    static let noSender = Reply(503, EnhancedStatus(5, 5, 1), "Begin with MAIL")
    static let secondSender = Reply(503, EnhancedStatus(5, 5, 1), "The sender has been given; RSET begins anew")
    static let noRecipient = Reply(503, EnhancedStatus(5, 5, 1), "There is no recipient to take the message")
    static let noValidRecipient = Reply(554, EnhancedStatus(5, 5, 1), "There is no recipient to take the message")
    static let chunksBegun = Reply(503, EnhancedStatus(5, 5, 1), "The message has begun with BDAT; go on with it")
    static let alreadyTLS = Reply(503, EnhancedStatus(5, 5, 1), "TLS is there already")
    static let afterStartTLS = Reply(501, EnhancedStatus(5, 5, 1), "Nothing may follow STARTTLS before its answer")
    static let noReports = Reply(555, EnhancedStatus(5, 5, 4), "Delivery status notifications are not offered")
    static let noBinary = Reply(555, EnhancedStatus(5, 5, 4), "BINARYMIME is not offered")
    static let needsUTF8 = Reply(553, EnhancedStatus(5, 6, 7), "This address needs SMTPUTF8 in the MAIL command")

    static let unknownRecipient = Reply(550, EnhancedStatus(5, 1, 1), "There is no such mailbox here")
    static let relayDenied = Reply(550, EnhancedStatus(5, 7, 1), "We relay no mail; this domain is not ours")
    static let tooManyRecipients = Reply(452, EnhancedStatus(4, 5, 3), "Too many recipients; send the rest again")

    static let busy = Reply(451, EnhancedStatus(4, 3, 0), "Not now; try again later")
    static let full = Reply(452, EnhancedStatus(4, 3, 1), "There is no room now; try again later")
    static let looping = Reply(554, EnhancedStatus(5, 4, 6), "The message goes in circles: too many Received fields")
    static let textLineTooLong = Reply(554, EnhancedStatus(5, 6, 0), "A line of the message is over 2,000 octets long")

    static let tooManyErrors = Reply(421, EnhancedStatus(4, 7, 0), "Too many errors; the connection ends")
    static let idle = Reply(421, EnhancedStatus(4, 4, 2), "Nothing came for too long; the connection ends")
    static let tooSlow = Reply(421, EnhancedStatus(4, 4, 2), "The message comes too slowly; the connection ends")
    static let tooOld = Reply(421, EnhancedStatus(4, 4, 2), "The connection has lasted long enough; connect again")
    static let shuttingDown = Reply(421, EnhancedStatus(4, 3, 2), "The server stops; try again later")
    static let tooManyConnections = Reply(421, EnhancedStatus(4, 3, 2), "Too many connections; try again later")

    static func tooLarge(_ limit: Int) -> Reply {
        Reply(552, EnhancedStatus(5, 3, 4), "A message has at most \(limit) octets here")
    }

    /// For what a message is smuggled with: it is said, and the connection ends.
    static func smuggling(_ fault: LineFault, inText: Bool) -> Reply {
        let what =
            switch fault {
            case .bareCR: "a bare CR"
            case .bareLF: "a bare LF"
            case .nul: "a NUL"
            case .tooLong: "a line that is too long"
            }
        let words = "There is \(what) in it; lines end with CRLF, and the connection ends here"
        return inText ? Reply(554, EnhancedStatus(5, 6, 0), words) : Reply(500, EnhancedStatus(5, 5, 2), words)
    }
}

extension Reply {
    init(_ problem: CommandProblem) {
        switch problem {
        case .unknownVerb: self = .unknownCommand
        case .badSyntax(let usage): self.init(501, EnhancedStatus(5, 5, 4), "Write it so: \(usage)")
        case .badSender: self.init(501, EnhancedStatus(5, 1, 7), "The sender's address is not one")
        case .badRecipient: self.init(501, EnhancedStatus(5, 1, 3), "The recipient's address is not one")
        case .unknownParameter(let word): self.init(555, EnhancedStatus(5, 5, 4), "The parameter \(word) is not known")
        case .badParameter(let word): self.init(501, EnhancedStatus(5, 5, 4), "The parameter \(word) is not right")
        case .badChunk: self.init(501, EnhancedStatus(5, 5, 4), "Write it so: BDAT <octets> [LAST]")
        }
    }

    init(_ verdict: RecipientVerdict) {
        switch verdict {
        case .accepted: self = .recipientOK
        case .unknown: self = .unknownRecipient
        case .wrongDomain: self = .relayDenied
        case .refused(let words): self.init(550, EnhancedStatus(5, 7, 1), words)
        case .temporary(let words): self.init(451, EnhancedStatus(4, 3, 0), words)
        }
    }

    init(_ verdict: DeliveryVerdict) {
        switch verdict {
        case .stored: self = .stored
        case .busy: self = .busy
        case .full: self = .full
        case .refused(let words): self.init(554, EnhancedStatus(5, 7, 1), words)
        }
    }
}
