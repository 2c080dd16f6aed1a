// SPDX-License-Identifier: Apache-2.0

import SMTP
import Synchronization

/// What the mail side knows: the mails, the faults in force, and what happened so far.
final class MailNetwork: Sendable {
    private struct Attempt: Hashable {
        let sender: String
        let recipient: String
    }

    private struct State {
        var log: MessageLog<SimulatedMail>
        var faults = MailFaults()
        /// By address, in lower case.
        var faultsByAddress: [String: MailFaults] = [:]
        /// Only of addresses with faults.
        var attempts: [Attempt: Int] = [:]
        var counts = MailCounts()
    }

    /// Attempts that are remembered; a long run with faults must not grow without end.
    private static let attemptLimit = 100_000

    private let state: Mutex<State>

    init(keep: Int) {
        state = Mutex(State(log: MessageLog(keep: keep)))
    }

    var counts: MailCounts { state.withLock { $0.counts } }

    func count(_ change: (inout MailCounts) -> Void) {
        state.withLock { change(&$0.counts) }
    }

    /// Keeps what `make` makes of the next number.
    func add(_ make: (_ number: Int) -> SimulatedMail) -> SimulatedMail {
        state.withLock { state in
            let mail = make(state.log.nextNumber)
            state.log.append(mail)
            return mail
        }
    }

    /// From the oldest to the newest.
    func mails(where isWanted: (SimulatedMail) -> Bool) -> [SimulatedMail] {
        state.withLock { $0.log.all.filter(isWanted) }
    }

    func mail(named name: String) -> SimulatedMail? {
        mails { $0.name == name }.first
    }

    /// What became of a mail on its way to Postern.
    func setState(_ newState: SimulatedMail.State, of parcel: Parcel, words: String) {
        let address = parcel.recipient.description
        state.withLock { state in
            state.log.update(parcel.number) { mail in
                for index in mail.recipients.indices where mail.recipients[index].address == address {
                    mail.recipients[index].state = newState
                    mail.recipients[index].words = words
                }
            }
        }
    }

    func clear() {
        state.withLock { $0.log.clear() }
    }
}

// Faults.
extension MailNetwork {
    /// An address's own faults, else those that its local part names, else those of all.
    func faults(for address: EnvelopeAddress) -> MailFaults {
        state.withLock { Self.faults(for: address, $0) }
    }

    /// The faults that were set for an address, or for all others (nil).
    func setFaults(for address: String?) -> MailFaults? {
        state.withLock { state in address.map { state.faultsByAddress[$0.lowercased()] } ?? state.faults }
    }

    /// Sets the faults of an address, or of all others (nil); attempts are counted from 1 again.
    func set(_ faults: MailFaults?, for address: String?) {
        state.withLock { state in
            if let address {
                state.faultsByAddress[address.lowercased()] = faults
            } else {
                state.faults = faults ?? MailFaults()
            }
            state.attempts = [:]
        }
    }

    /// What is to become of the next attempt.
    func fate(of recipient: EnvelopeAddress, from sender: EnvelopeAddress?) -> MailFate {
        state.withLock { state in
            let faults = Self.faults(for: recipient, state)
            let fate = MailFate(faults, attempt: Self.attempt(recipient, sender, faults, &state))
            if fate.outcome == .putOff || fate.outcome == .reject { state.counts.refused += 1 }
            return fate
        }
    }

    private static func faults(for address: EnvelopeAddress, _ state: State) -> MailFaults {
        state.faultsByAddress[address.description.lowercased()] ?? MailFaults.named(address.localPart.lowercased())
            ?? state.faults
    }

    private static func attempt(
        _ recipient: EnvelopeAddress, _ sender: EnvelopeAddress?, _ faults: MailFaults, _ state: inout State
    ) -> Int {
        guard faults.greylist + faults.dropBefore + faults.dropAfter > 0 else { return 1 }
        if state.attempts.count >= attemptLimit { state.attempts = [:] }
        let attempt = Attempt(sender: sender?.description ?? "", recipient: recipient.description)
        state.attempts[attempt, default: 0] += 1
        return state.attempts[attempt, default: 1]
    }
}

/// How much happened since the start; it goes on where mails are no longer kept.
struct MailCounts: Codable, Sendable, Equatable {
    /// Mails for the world that were taken, and recipients that were refused or put off.
    var taken = 0
    var refused = 0
    /// Mails that were written outside, and reports.
    var written = 0
    var reported = 0
    /// Mails that Postern took, attempts that it put off, mails that it refused, and mails given up.
    var delivered = 0
    var retried = 0
    var bounced = 0
    var lost = 0
}
