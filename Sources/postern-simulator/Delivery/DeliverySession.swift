// SPDX-License-Identifier: Apache-2.0

import NIOCore
import SMTP

/// What goes to Postern's listener: one mail for one of its mailboxes.
struct Parcel: Sendable, Equatable {
    /// Of the log; the recipient's state there follows the delivery.
    let number: Int
    /// nil is the null sender.
    let sender: EnvelopeAddress?
    let recipient: EnvelopeAddress
    let bytes: [UInt8]
}

/// The conversation with Postern's listener, without its socket: a reply in, the next line out.
struct DeliverySession {
    /// How Postern's listener is spoken to.
    enum Language: String, Sendable, CaseIterable {
        case lmtp, smtp
    }

    enum Outcome: Equatable, Sendable {
        case taken
        /// To be tried again; the words say why.
        case later(String)
        case refused(String)
    }

    enum Step: Equatable {
        case send(ByteBuffer)
        case finish(Outcome)
    }

    private enum Awaited {
        case greeting, hello, sender, recipient, go, acceptance
    }

    private let parcel: Parcel
    private let name: String
    private let language: Language
    private var awaited = Awaited.greeting

    /// - Parameter name: what we call ourselves.
    init(_ parcel: Parcel, name: String, language: Language) {
        self.parcel = parcel
        self.name = name
        self.language = language
    }

    mutating func receive(_ reply: Reply) -> Step {
        switch reply.kind {
        case .temporary: return .finish(.later(reply.description))
        case .permanent: return .finish(.refused(reply.description))
        case .intermediate, .completed: break
        }
        guard (reply.kind == .intermediate) == isAwaitingGo else {
            return .finish(.later("The answer is out of turn: \(reply)"))
        }
        return next()
    }

    private mutating func next() -> Step {
        switch awaited {
        case .greeting: return say(language == .lmtp ? .lhlo(name) : .ehlo(name), .hello)
        case .hello: return say(.mail(parcel.sender, parameters), .sender)
        case .sender: return say(.rcpt(.mailbox(parcel.recipient)), .recipient)
        case .recipient: return say(.data, .go)
        case .go:
            awaited = .acceptance
            var buffer = ByteBuffer()
            DotStuffing.write(parcel.bytes, into: &buffer)
            return .send(buffer)
        case .acceptance: return .finish(.taken)
        }
    }

    private mutating func say(_ command: Command, _ awaited: Awaited) -> Step {
        self.awaited = awaited
        return .send(ByteBuffer(string: command.wireLine))
    }

    private var isAwaitingGo: Bool {
        if case .go = awaited { true } else { false }
    }

    private var parameters: MailParameters {
        let isASCII = (parcel.sender?.isASCII ?? true) && parcel.recipient.isASCII
        return MailParameters(size: parcel.bytes.count, body: .eightBitMIME, smtpUTF8: !isASCII)
    }
}
