// SPDX-License-Identifier: Apache-2.0

// What the seconds bring.
extension ServerSession {
    mutating func tick() {
        clock.age += 1
        clock.quiet += 1
        switch phase {
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
        clock.tickMessage()
        let counted = clock.messageAge - limits.dataGrace
        if clock.quiet >= limits.dataIdle {
            end(.idle, .idle)
        } else if clock.messageAge >= limits.message || counted > 0 && clock.octets < counted * limits.dataRate {
            end(.tooSlow, .tooSlow)
        }
    }
}
