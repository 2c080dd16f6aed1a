// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A text that went over the simulated network.
struct SimulatedMessage: Sendable, Equatable, Numbered {
    enum Direction: String, Sendable {
        case toPhone = "to_phone"
        case fromPhone = "from_phone"
    }

    enum State: String, Sendable {
        case queued, sent, delivered, failed, expired
    }

    /// Counted from 1; `name` is how the outside calls it.
    let number: Int
    let direction: Direction
    /// The simulated phone.
    let phone: String
    /// The other side: one of Postern's numbers.
    let peer: String
    let text: String
    let media: [String]
    let time: Date
    /// For a text from a phone, `delivered` is when Postern's hook has taken it.
    var state: State
    /// What Postern calls it; nil for a text from a phone.
    let reference: String?

    var name: String { Self.name(number) }

    /// `m-000001`
    static func name(_ number: Int) -> String {
        let digits = String(number)
        return "m-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// As the JSON twins of the page show it.
    var json: String {
        """
        {"id":"\(name)","direction":"\(direction.rawValue)","phone":\(JSONText.quoted(phone)),\
        "peer":\(JSONText.quoted(peer)),"text":\(JSONText.quoted(text)),"media":\(JSONText.array(media)),\
        "time":"\(time.ISO8601Format())","state":"\(state.rawValue)",\
        "reference":\(reference.map(JSONText.quoted) ?? "null")}
        """
    }
}
