// SPDX-License-Identifier: Apache-2.0

/// A gateway that the network calls by a protocol of its own, such as mail servers by SMTP.
package protocol ListeningGateway: Gateway {
    /// Opens the door and begins to take messages. Each is stored in `inbox` before it is acknowledged.
    func open(inbox: any Inbox, directory: any Directory) async throws(DoorFailure) -> any Door

    /// Calls its own door as the network would; used by `doctor` while a daemon runs.
    func knock() async -> ProbeResult

    /// What has to be so in other places for messages to come and go, such as records in the DNS; one line each.
    var hints: [String] { get }
}

/// An open door of a gateway.
package protocol Door: Sendable {
    /// `HOST:PORT`, as it was bound.
    var place: String { get }
    /// Takes nothing new, finishes what is under way, and returns.
    func shut() async
}

/// Why a door did not open: where, and what to do; one sentence.
package struct DoorFailure: Error, Equatable, Sendable {
    package let sentence: String
    /// The configuration is to blame, not what happens to run on the machine.
    package let isMisconfigured: Bool

    package init(_ sentence: String, isMisconfigured: Bool = false) {
        self.sentence = sentence
        self.isMisconfigured = isMisconfigured
    }
}

/// Who has which address, for a gateway that is asked before it gets a message.
package protocol Directory: Sendable {
    /// What the holder of the address chose when registering, by field name; nil: nobody has it. Throws where it cannot
    /// be told now.
    func holder(of address: Address) async throws(InboxFailure) -> AddressHolder?
}

package struct AddressHolder: Sendable, Equatable {
    package let settings: [String: String]

    package init(settings: [String: String] = [:]) {
        self.settings = settings
    }
}

/// Why something could not be stored now.
package enum InboxFailure: Error, Equatable, Sendable {
    case busy
    case full
}
