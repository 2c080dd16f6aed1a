// SPDX-License-Identifier: Apache-2.0

// What the seconds bring.
extension ServerSession {
    mutating func tick() {
        clock.age += 1
        clock.quiet += 1
        switch phase {
        // Between its chunks a message goes on.
        case .command where transaction?.message != nil:
            tickMessage()
            if case .command = phase, clock.age >= settings.limits.session { end(.tooOld, .tooOld) }
        case .command: tickCommand()
        case .text, .chunk: tickMessage()
        // It is we who take the time.
        case .lookingUp, .delivering, .closed: clock.quiet = 0
        }
    }

    private mutating func tickCommand() {
        let limits = settings.limits
        if isHandshaking {
            // There is nothing that it could be told in: plain text is over, and TLS has not begun.
            if clock.quiet >= limits.handshake { end(nil, .idle) }
        } else if clock.quiet >= limits.idle {
            end(.idle, .idle)
        } else if clock.age >= limits.session {
            end(.tooOld, .tooOld)
        }
    }

    private mutating func tickMessage() {
        let limits = settings.limits
        let span = limits.dataGrace + limits.dataIdle
        clock.tickMessage(memory: max(span, limits.paceSpan))
        // Who has sent much may not live on it: what counts is what came lately.
        let asked = (min(clock.messageAge, span) - limits.dataGrace) * limits.dataRate
        if clock.quiet >= limits.dataIdle {
            end(.idle, .idle)
        } else if clock.messageAge >= limits.message || clock.octets(inLast: span) < asked {
            end(.tooSlow, .tooSlow)
        }
    }

    /// A message is coming in, and so slowly that it makes room where others find none.
    package var isSlow: Bool {
        let limits = settings.limits
        switch phase {
        case .text, .chunk: break
        case .command: if transaction?.message == nil { return false }
        case .lookingUp, .delivering, .closed: return false
        }
        return clock.messageAge >= limits.paceSpan
            && clock.octets(inLast: limits.paceSpan) < limits.pace * limits.paceSpan
    }
}
