// SPDX-License-Identifier: Apache-2.0

/// Counted from 1 in the order of its kind.
protocol Numbered: Sendable {
    var number: Int { get }
}

/// The latest messages in the order of their numbers; the oldest makes room for the newest.
struct MessageLog<Message: Numbered>: Sendable {
    let keep: Int
    /// A ring: the message with number n stands at n modulo `keep`.
    private var ring: [Message] = []
    private(set) var lastNumber = 0
    private var firstNumber = 1

    init(keep: Int) {
        self.keep = keep
    }

    /// The number that the next message has to have.
    var nextNumber: Int { lastNumber + 1 }

    mutating func append(_ message: Message) {
        precondition(message.number == nextNumber)
        lastNumber = message.number
        if ring.count < keep { ring.append(message) } else { ring[slot(message.number)] = message }
        firstNumber = max(firstNumber, lastNumber - keep + 1)
    }

    /// From the oldest to the newest.
    var all: [Message] {
        firstNumber <= lastNumber ? (firstNumber...lastNumber).map { ring[slot($0)] } : []
    }

    /// Changes a message that is still kept.
    mutating func update(_ number: Int, _ change: (inout Message) -> Void) {
        guard (firstNumber...max(firstNumber, lastNumber)).contains(number), !ring.isEmpty else { return }
        change(&ring[slot(number)])
    }

    /// Forgets the messages; the numbers go on, because no two messages may have the same.
    mutating func clear() {
        firstNumber = lastNumber + 1
    }

    private func slot(_ number: Int) -> Int { (number - 1) % keep }
}
