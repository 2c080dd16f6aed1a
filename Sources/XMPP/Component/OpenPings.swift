// SPDX-License-Identifier: Apache-2.0

/// The pings of one stream that have no answer yet.
///
/// What a server drops in silence must not make a living link look dead: a ping without an answer is asked again, of the
/// next target, and the answer to that is an answer to all that were on the stream before it.
struct OpenPings: Sendable {
    /// Seconds without an answer after which it is asked again.
    static let patience = 10

    /// A ping that is to be written.
    struct Request: Sendable {
        let id: String
        let to: JID
    }

    private struct Ping {
        let sent: Int
        let target: Int
        var isWritten = false
        /// The older ones that its answer answers as well.
        let standsFor: [Int]
    }

    private let targets: PingTargets
    private let prefix: String
    private var pings: [Int: Ping] = [:]
    private var last = 0
    private var lastAsked = 0
    /// The target of the next ping.
    private var target: Int
    /// The one that answered last; before that, the one that was asked first.
    private(set) var proven: Int

    init(_ targets: PingTargets, first: Int, prefix: String) {
        self.targets = targets
        self.prefix = prefix
        target = first < targets.jids.count ? first : 0
        proven = target
    }

    /// The second at which the oldest was sent; nil where all are answered.
    var oldest: Int? { pings.values.map(\.sent).min() }

    func isOurs(_ id: String) -> Bool { id.hasPrefix(prefix) }

    mutating func open(at second: Int) -> Request {
        open(at: second, standingFor: [])
    }

    /// Asks again where one waits for long enough; nil where none does. One that is not on the stream yet waits for the
    /// stream and not for the server.
    mutating func openAgain(at second: Int) -> Request? {
        let waiting = pings.filter { $0.value.isWritten }
        guard let oldest = waiting.values.map(\.sent).min(), second - max(oldest, lastAsked) >= Self.patience else {
            return nil
        }
        lastAsked = second
        target = (target + 1) % targets.jids.count
        return open(at: second, standingFor: waiting.keys.sorted())
    }

    private mutating func open(at second: Int, standingFor older: [Int]) -> Request {
        last += 1
        pings[last] = Ping(sent: second, target: target, standsFor: older)
        return Request(id: prefix + String(last), to: targets.jids[target])
    }

    mutating func wrote(_ id: String) {
        number(id).map { pings[$0]?.isWritten = true }
    }

    mutating func forget(_ id: String) {
        number(id).map { pings[$0] = nil }
    }

    /// An answer is there, or the ping itself has come back; gives the ids of those that it answers, the oldest first.
    mutating func answered(_ id: String) -> [String] {
        guard let number = number(id), let ping = pings.removeValue(forKey: number) else { return [] }
        // An answer that is merely late speaks for the earlier target.
        target = min(target, ping.target)
        proven = target
        let older = ping.standsFor.filter { pings.removeValue(forKey: $0) != nil }
        return (older + [number]).map { prefix + String($0) }
    }

    private func number(_ id: String) -> Int? {
        Int(id.dropFirst(prefix.count))
    }
}
