// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The octets of one message while they come in. When it can no longer be taken, what it held is let go, and the rest
/// is only counted: the client learns of it at the end, as the protocol wants it.
struct MessageCollector: Sendable {
    /// Why the message cannot be taken.
    enum Refusal: Sendable, Equatable {
        case tooLarge, lineTooLong, noMemory
    }

    /// Octets that are made room for before the first has come, whatever the client announces.
    private static let firstRoom = (least: 4 << 10, most: 64 << 10)

    private(set) var bytes: [UInt8] = []
    private(set) var refusal: Refusal?
    /// All that has come, with what was let go.
    private(set) var received = 0
    /// A line is too long for mail, and has to be folded.
    private(set) var hasLongLine = false
    private let limit: Int

    /// `announced` is what the client says of the size; nil where it says nothing.
    init(limit: Int, announced: Int?) {
        self.limit = limit
        bytes.reserveCapacity(min(max(announced ?? 0, Self.firstRoom.least), Self.firstRoom.most))
    }

    mutating func append(_ octets: ByteBufferView) {
        received += octets.count
        guard refusal == nil else { return }
        if bytes.count + octets.count > limit { return refuse(.tooLarge) }
        if bytes.count + octets.count > bytes.capacity {
            // Twice as much as before, as arrays do it, but no more than can be needed.
            bytes.reserveCapacity(min(limit, max(2 * bytes.capacity, bytes.count + octets.count)))
        }
        bytes.append(contentsOf: octets)
    }

    /// The first reason is the one that is told.
    mutating func refuse(_ reason: Refusal) {
        refusal = refusal ?? reason
        bytes = []
    }

    mutating func noteLongLine() {
        hasLongLine = true
    }

    /// Of a message that is complete: lines that are too long are folded; where they must not be, it is refused.
    mutating func foldLongLines() {
        guard hasLongLine, refusal == nil else { return }
        if let breaks = LongLines.breaks(in: bytes) {
            LongLines.insert(breaks, into: &bytes)
        } else {
            refuse(.lineTooLong)
        }
    }

    /// RFC 5321 section 4.1.1.4 and RFC 5322 section 2.3 forbid NULs; some programs write one all the same. Only a message
    /// that is complete and was looked at loses them: nothing is joined by it that was not one line before.
    mutating func dropNULs() {
        if bytes.contains(0) { bytes.removeAll { $0 == 0 } }
    }

    /// Memory that it takes.
    var room: Int { bytes.capacity }
}
