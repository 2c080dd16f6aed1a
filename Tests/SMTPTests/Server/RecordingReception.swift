// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import SMTP

/// Takes mail for example.org and remembers it; deliveries can be held back.
final class RecordingReception: MailReception {
    private struct State {
        var mails: [ReceivedMail] = []
        var isHeld = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var mails: [ReceivedMail] { state.withLock { $0.mails } }
    var waiting: Int { state.withLock { $0.waiting.count } }

    func hold() {
        state.withLock { $0.isHeld = true }
    }

    func release() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isHeld = false
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    func verdict(on recipient: EnvelopeAddress, from sender: EnvelopeAddress?) async -> RecipientVerdict {
        guard recipient.domain == "example.org" else { return .wrongDomain }
        return recipient.localPart == "nobody" ? .unknown : .accepted
    }

    func deliver(_ mail: ReceivedMail) async -> [DeliveryVerdict] {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.isHeld { state.waiting.append(continuation) }
                return !state.isHeld
            }
            if goesOn { continuation.resume() }
        }
        state.withLock { $0.mails.append(mail) }
        return mail.recipients.map { _ in .stored }
    }
}
