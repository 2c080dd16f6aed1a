// SPDX-License-Identifier: Apache-2.0

/// What a client may get wrong before it is told to go. A message that was taken pays for everything.
struct ErrorBudget: Sendable {
    private let limits: SessionLimits
    private let countsUnknown: Bool
    private var badCommands = 0
    private var unknownRecipients = 0
    private var idleCommands = 0
    private var excessRecipients = 0

    init(_ limits: SessionLimits, countsUnknown: Bool) {
        self.limits = limits
        self.countsUnknown = countsUnknown
    }

    var isSpent: Bool {
        badCommands >= limits.badCommands || unknownRecipients >= limits.unknownRecipients
            || idleCommands >= limits.idleCommands || excessRecipients >= limits.excessRecipients
    }

    mutating func countBadCommand() { badCommands += 1 }
    mutating func countUnknownRecipient() { unknownRecipients += countsUnknown ? 1 : 0 }
    mutating func countIdleCommand() { idleCommands += 1 }
    mutating func countExcessRecipient() { excessRecipients += 1 }

    mutating func reset() {
        self = ErrorBudget(limits, countsUnknown: countsUnknown)
    }
}
