// SPDX-License-Identifier: Apache-2.0

import PosternCrypto

/// One stream of the component protocol (XEP-0114) as a state machine: events in, actions out, no I/O and no clock.
///
/// After each relay the owner writes a ping behind the stanzas (`ping()`): servers handle a stream in order, so that
/// its arrival, or any answer to it, proves that what stood in front of it has been routed. The same ping keeps a
/// quiet stream alive. `OpenPings` knows whom they ask, and which are still without an answer.
package struct ComponentProtocol: Sendable {
    package enum Event: Sendable {
        /// The transport is there.
        case connected
        /// What one read held, and what ended it, if anything.
        case parsed([XMLStreamEvent], XMLStreamFailure?)
        /// A second has passed. The owner holds ticks back while it does not read.
        case tick
        /// The other side closed the transport.
        case ended
    }

    /// To be carried out in order.
    package enum Action: Sendable, Equatable {
        case write([UInt8])
        /// The handshake is done.
        case up
        /// Stanzas of one read.
        case deliver([Stanza])
        /// These pings came back. It stands behind the stanzas that came in front of them.
        case confirm([String])
        /// The stream is over; nothing follows.
        case end(LinkFailure.Reason)
    }

    /// Seconds from connection to handshake.
    package static let handshakeLimit = 10
    /// Seconds of silence after which a ping is sent.
    package static let quietLimit = 30
    /// Seconds that a ping may take.
    package static let pingLimit = 30
    /// Seconds after which a link counts as stable.
    package static let stableAfter = 30

    private enum Phase {
        case idle, opening, authenticating, up, closed
    }

    private let secret: String
    let domain: JID

    private var phase = Phase.idle
    /// Seconds in the present phase, and in silence.
    private var seconds = 0
    private var quiet = 0
    private var pings: OpenPings

    /// - Parameters:
    ///   - target: which of `PingTargets` is asked first: the one that answered on the stream before.
    ///   - token: begins the ids of this stream's pings; nobody but the server may know it.
    package init(_ settings: LinkSettings, target: Int = 0, token: String = randomToken(bytes: 12)) {
        secret = settings.secret
        domain = JID(trustedDomain: settings.domain)
        pings = OpenPings(PingTargets(settings), first: target, prefix: token + "-")
    }

    package var isUp: Bool { phase == .up }
    /// The link held long enough for the next attempt to come soon.
    package var isStable: Bool { wasUp && seconds >= Self.stableAfter }
    /// Stays true when the stream has ended.
    private var wasUp = false

    /// The hash that proves the secret (XEP-0114 section 3).
    package static func handshake(id: String, secret: String) -> String {
        HashAlgorithm.sha1.hexDigest(of: Array((id + secret).utf8))
    }

    package mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .connected:
            phase = .opening
            return [.write(header)]
        case .parsed(let events, let failure): return read(events, failure)
        case .tick: return tick()
        case .ended: return phase == .closed ? [] : [end(.closed)]
        }
    }

    /// A ping to write behind what is to be confirmed; nil while the stream is not up. The owner tells what became of it,
    /// by `wrotePing` or `forgetPing`.
    package mutating func ping() -> Stanza? {
        isUp ? stanza(pings.open(at: seconds)) : nil
    }

    /// The ping is on the stream, and whatever is written from now on stands behind it.
    package mutating func wrotePing(_ id: String) {
        pings.wrote(id)
    }

    /// A ping that could not be written is not waited for.
    package mutating func forgetPing(_ id: String) {
        pings.forget(id)
    }

    /// Which of the targets answered last; before that, the one that was asked first.
    package var pingTarget: Int { pings.proven }

    private func stanza(_ ping: OpenPings.Request) -> Stanza {
        Stanza(.iq, type: "get", id: ping.id, from: domain, to: ping.to, [Ping.element])
    }

    /// What we say when we leave; empty where there is no stream to leave.
    package mutating func close() -> [UInt8] {
        defer { phase = .closed }
        return phase == .idle || phase == .closed ? [] : Array("</stream:stream>".utf8)
    }

    private var header: [UInt8] {
        var writer = XMLWriter()
        writer.write(raw: "<?xml version='1.0'?><stream:stream xmlns='\(Namespace.component)'")
        writer.write(raw: " xmlns:stream='\(Namespace.stream)' to='")
        writer.write(attributeText: domain.description)
        writer.write(raw: "'>")
        return writer.bytes
    }
}

// Time.
extension ComponentProtocol {
    private mutating func tick() -> [Action] {
        seconds += 1
        switch phase {
        case .idle, .closed: return []
        case .opening, .authenticating: return seconds < Self.handshakeLimit ? [] : [end(.handshakeTimeout)]
        case .up: break
        }
        quiet += 1
        if let oldest = pings.oldest {
            if seconds - oldest >= Self.pingLimit { return [end(.silent)] }
            return pings.openAgain(at: seconds).map { [write($0)] } ?? []
        }
        return quiet < Self.quietLimit ? [] : [write(pings.open(at: seconds))]
    }

    /// What the owner writes at once.
    private mutating func write(_ ping: OpenPings.Request) -> Action {
        pings.wrote(ping.id)
        var writer = XMLWriter()
        writer.write(stanza(ping))
        return .write(writer.bytes)
    }

    private mutating func end(_ reason: LinkFailure.Reason) -> Action {
        phase = .closed
        return .end(reason)
    }
}

// Reading.
extension ComponentProtocol {
    /// What one read comes to.
    private struct Batch {
        var stanzas: [Stanza] = []
        var answers = XMLWriter()
        var confirmed: [String] = []
        var becameUp = false
        var end: LinkFailure.Reason?
    }

    private mutating func read(_ events: [XMLStreamEvent], _ failure: XMLStreamFailure?) -> [Action] {
        guard phase != .closed else { return [] }
        quiet = 0
        var batch = Batch()
        batch.stanzas.reserveCapacity(events.count)
        for event in events where batch.end == nil {
            switch phase {
            case .opening: readHeader(event, &batch)
            case .authenticating: readHandshake(event, &batch)
            default: read(event, &batch)
            }
        }
        if batch.end == nil, let failure { refuse(failure, &batch) }
        return actions(batch)
    }

    private mutating func actions(_ batch: Batch) -> [Action] {
        var actions: [Action] = []
        if batch.becameUp { actions.append(.up) }
        if !batch.stanzas.isEmpty { actions.append(.deliver(batch.stanzas)) }
        if !batch.answers.isEmpty { actions.append(.write(batch.answers.bytes)) }
        if !batch.confirmed.isEmpty { actions.append(.confirm(batch.confirmed)) }
        if let reason = batch.end { actions.append(end(reason)) }
        return actions
    }

    private mutating func readHeader(_ event: XMLStreamEvent, _ batch: inout Batch) {
        guard case .streamOpened(let header) = event, header.is("stream", Namespace.stream), let id = header["id"]
        else { return batch.end = .notComponentListener }
        batch.answers.write(raw: "<handshake>\(Self.handshake(id: id, secret: secret))</handshake>")
        phase = .authenticating
    }

    private mutating func readHandshake(_ event: XMLStreamEvent, _ batch: inout Batch) {
        switch event {
        case .stanza(let element) where element.is("handshake", Namespace.component):
            phase = .up
            wasUp = true
            seconds = 0
            batch.becameUp = true
        case .stanza(let element):
            batch.end = StreamError(element).map(LinkFailure.Reason.init) ?? .notComponentListener
        case .streamClosed: batch.end = .closed
        case .streamOpened: batch.end = .notComponentListener
        }
    }

    private mutating func read(_ event: XMLStreamEvent, _ batch: inout Batch) {
        guard case .stanza(let element) = event else { return batch.end = .closed }
        if let stanza = Stanza(element) {
            if !readPing(stanza, &batch) { batch.stanzas.append(stanza) }
        } else if let error = StreamError(element) {
            batch.end = LinkFailure.Reason(error)
        } else if let refusal = refusal(of: element) {
            batch.answers.write(refusal)
        }
    }

    /// Takes what belongs to our pings: the request on its way back to us, which we answer, and the answers.
    private mutating func readPing(_ stanza: Stanza, _ batch: inout Batch) -> Bool {
        guard stanza.kind == .iq, let id = stanza.id, pings.isOurs(id) else { return false }
        switch stanza.type {
        case "get" where stanza.from == domain: batch.answers.write(stanza.reply(type: "result"))
        case "result", "error": break
        default: return false
        }
        batch.confirmed += pings.answered(id)
        return true
    }

    /// The answer to a stanza whose `to` is no JID; nil where there must be none, or nobody to send it to.
    private func refusal(of element: Element) -> Stanza? {
        guard element.name.namespace == Namespace.component, let kind = Stanza.Kind(rawValue: element.name.local),
            kind != .presence, let from = element["from"].flatMap({ JID($0) })
        else { return nil }
        let stanza = Stanza(kind, type: element["type"], id: element["id"], from: from, to: domain)
        return stanza.error(
            StanzaError(.jidMalformed, .modify, text: "The address of this stanza is not a JID.", language: "en"))
    }

    /// The stream error for what broke the stream. In front of the handshake it is no component's stream at all.
    private func refuse(_ failure: XMLStreamFailure, _ batch: inout Batch) {
        guard phase != .opening else { return batch.end = .notComponentListener }
        batch.answers.write(StreamError(failure.condition).element)
        batch.answers.write(raw: "</stream:stream>")
        batch.end = .badInput(failure)
    }
}
