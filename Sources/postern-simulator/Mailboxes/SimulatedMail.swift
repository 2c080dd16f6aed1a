// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A mail that went between Postern and the outside world.
struct SimulatedMail: Sendable, Equatable, Numbered {
    enum Direction: String, Codable, Sendable {
        case toWorld = "to_world"
        case fromWorld = "from_world"
        /// What became of a mail to the world (RFC 3464).
        case report
    }

    /// Of a recipient. One outside has a mail at once; one of Postern's when its listener has taken it.
    enum State: String, Codable, Sendable {
        case queued, delivered, failed
    }

    struct Recipient: Sendable, Equatable {
        let address: String
        var state: State
        /// Why it is not delivered.
        var words = ""
        /// Which reports were asked for, in RFC 3461's words; nil where nothing was said.
        var notify: String?
    }

    /// Counted from 1; `name` is how the outside calls it.
    let number: Int
    let direction: Direction
    /// Of the envelope; nil is the null sender.
    let sender: String?
    var recipients: [Recipient]
    /// ENVID (RFC 3461); nil where nothing was said.
    var envelopeID: String?
    /// The outside addresses, in lower case, whose mailboxes show it.
    let mailboxes: Set<String>
    let bytes: [UInt8]
    let time: Date

    var name: String { Self.name(number) }

    /// `mail-000001`
    static func name(_ number: Int) -> String {
        let digits = String(number)
        return "mail-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
