// SPDX-License-Identifier: Apache-2.0

import Synchronization

import struct Foundation.Date

/// What the simulator knows: the messages, the faults in force, and what happened so far.
final class PhoneNetwork: Sendable {
    private struct State {
        var log: MessageLog<SimulatedMessage>
        var faults = Faults()
        var dice: Dice
        var counts = Counts()
    }

    private let state: Mutex<State>

    /// Without a seed the faults are different in every run.
    init(keep: Int, seed: UInt64? = nil) {
        let dice = Dice(seed: seed ?? UInt64.random(in: .min ... .max))
        state = Mutex(State(log: MessageLog(keep: keep), dice: dice))
    }

    var faults: Faults {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    var counts: Counts { state.withLock { $0.counts } }

    /// What is to become of the next request, and how long to wait before it does.
    func fate() -> Fate {
        state.withLock { Fate($0.faults, dice: &$0.dice) }
    }

    func count(_ change: (inout Counts) -> Void) {
        state.withLock { change(&$0.counts) }
    }

    /// Takes a text for a phone. Where references are honoured, a repeat is the first one again, and is not new.
    func take(_ request: SendRequest, at time: Date) -> (message: SimulatedMessage, isNew: Bool) {
        state.withLock { state in
            if state.faults.idempotent, let reference = request.reference,
                let first = state.log.all.first(where: { $0.reference == reference })
            {
                return (first, false)
            }
            let message = SimulatedMessage(
                number: state.log.nextNumber, direction: .toPhone, phone: request.to, peer: request.from,
                text: request.text, media: request.media ?? [], time: time, state: .queued,
                reference: request.reference)
            state.log.append(message)
            state.counts.taken += 1
            return (message, true)
        }
    }

    /// Writes a text on a phone.
    func answer(from phone: String, to peer: String, text: String, media: [String], at time: Date) -> SimulatedMessage {
        state.withLock { state in
            let message = SimulatedMessage(
                number: state.log.nextNumber, direction: .fromPhone, phone: phone, peer: peer, text: text, media: media,
                time: time, state: .queued, reference: nil)
            state.log.append(message)
            state.counts.written += 1
            return message
        }
    }

    /// What a report said that Postern took; one that is overtaken changes nothing.
    func setState(_ newState: SimulatedMessage.State, of number: Int) {
        state.withLock {
            $0.log.update(number) { if newState != .sent || $0.state == .queued { $0.state = newState } }
        }
    }

    func messages(where isWanted: (SimulatedMessage) -> Bool) -> [SimulatedMessage] {
        state.withLock { $0.log.all.filter(isWanted) }
    }

    func clear() {
        state.withLock { $0.log.clear() }
    }
}

/// How much happened since the start; it goes on where messages are no longer kept.
struct Counts: Codable, Sendable, Equatable {
    /// Texts for phones that were taken, and requests that were refused or broken off.
    var taken = 0
    var refused = 0
    /// Texts that phones wrote.
    var written = 0
    /// Webhooks that Postern took, attempts that it did not take, and webhooks given up.
    var delivered = 0
    var retried = 0
    var lost = 0
}
