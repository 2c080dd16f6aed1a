// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Turns the events of a request into ours, as the rules of a webhook say. Pure.
struct EventMapper: Sendable {
    let rules: [EventRule]
    let states: StateMap
    /// True where every report of this provider is about one part of a long message.
    let reportsPerPart: Bool
    /// True where the provider's id of a message is the reference that we gave it.
    let idIsOurs: Bool
    let addresses: InboundAddresses

    /// Events in one request; no provider sends more than a hundred.
    static let maximumEvents = 1_000
    /// Bytes of a message's id; a longer one is none, as in the answer to a send, and no report could find its message.
    private static let longestID = 255

    /// - Parameter reference: our reference from the request's path; it wins over whatever the event says.
    func events(in document: EventDocument, reference: String?) throws(WebhookRefusal) -> [WebhookEvent] {
        if let rule = rules.first(where: { !$0.isForElements && applies($0, to: document) }) {
            return try events(of: rule, in: document, reference: reference)
        }
        guard rules.contains(where: \.isForElements), let elements = document.elements else {
            return unknown(document)
        }
        let events = try limited(elements).flatMap { element in
            let rule = rules.first { $0.isForElements && element.satisfies($0.conditions) }
            return rule.map { self.events($0, inElement: element, reference) } ?? unknown(element)
        }
        return events.withDistinctIDs
    }

    private func applies(_ rule: EventRule, to document: EventDocument) -> Bool {
        document.satisfies(rule.conditions) && (rule.each.map { document.elements(at: $0) != nil } ?? true)
    }

    private func events(of rule: EventRule, in document: EventDocument, reference: String?)
        throws(WebhookRefusal) -> [WebhookEvent]
    {
        guard let each = rule.each else {
            if let event = event(rule, in: document, reference: reference) { return [event] }
            let held = HeldMessages(mapper: self, document).events
            guard held.isEmpty else { return held }
            throw .malformed("the event does not say whom it is from or what it is about")
        }
        // A broken element must not take the others with it.
        let elements = try limited(document.elements(at: each) ?? [])
        return elements.flatMap { events(rule, inElement: $0, reference) }.withDistinctIDs
    }

    private func events(_ rule: EventRule, inElement element: EventDocument, _ reference: String?) -> [WebhookEvent] {
        event(rule, in: element, reference: reference).map { [$0] } ?? unknown(element)
    }

    /// What no rule knows may hold a message all the same, and that is not lost.
    private func unknown(_ event: EventDocument) -> [WebhookEvent] {
        let held = HeldMessages(mapper: self, event).events
        return held.isEmpty ? [.unknown] : held
    }

    private func limited(_ elements: [EventDocument]) throws(WebhookRefusal) -> [EventDocument] {
        guard elements.count <= Self.maximumEvents else {
            throw .malformed("the request has more than \(Self.maximumEvents) events")
        }
        return elements
    }

    /// nil where the event lacks what makes it one.
    private func event(_ rule: EventRule, in event: EventDocument, reference: String?) -> WebhookEvent? {
        switch rule.kind {
        case .ignore: .ignored
        case .message(let fields): message(fields, in: event).map { .message($0) }
        case .status(let fields): report(fields, in: event, reference: reference)
        }
    }

    // MARK: - Reports

    private func report(_ fields: StatusFields, in event: EventDocument, reference: String?) -> WebhookEvent? {
        let id = event.word(at: fields.id).flatMap { $0.utf8.count <= Self.longestID ? $0 : nil }
        let own = reference ?? event.word(at: fields.reference) ?? (idIsOurs ? id : nil)
        let ours = own.flatMap { OutgoingMessage.isReference($0) ? $0 : nil }
        guard id != nil || ours != nil else { return nil }
        guard let state = state(fields.state, in: event) else { return hasState(fields, event) ? .unknown : nil }
        let code = event.word(at: fields.errorCode)
        let words = event.word(at: fields.errorText)
        return .report(
            DeliveryReport(
                reference: ours, providerID: id,
                recipient: event.word(at: fields.recipient).flatMap(addresses.recipient),
                state: states.outcome(state, code: code, text: words),
                detail: ReportDetail.text(code: code, words: words),
                eventID: EventID.joined(fields.dedupe.map { event.text(at: $0) }),
                coversOnePart: reportsPerPart || fields.coversOnePart,
                parts: event.number(at: fields.segments).flatMap { $0 > 0 ? $0 : nil }))
    }

    private func state(_ source: StatusFields.StateSource, in event: EventDocument) -> ReportedState? {
        switch source {
        case .constant(let state): state
        case .at(let path): event.word(at: path).flatMap(states.state)
        }
    }

    /// Whether it speaks of a state at all, be it one that nobody knows.
    private func hasState(_ fields: StatusFields, _ event: EventDocument) -> Bool {
        guard case .at(let path) = fields.state else { return true }
        return event.word(at: path) != nil
    }

    // MARK: - Messages

    /// nil where it holds no message: neither says who sends nor has anything to read. A sender alone is one, and so are
    /// words whose sender is withheld.
    func message(_ fields: MessageFields, in event: EventDocument) -> IncomingMessage? {
        let sender = event.word(at: fields.from).flatMap(addresses.sender)
        let text = text(fields, in: event, fields.charset?.encoding(in: event) ?? .utf8)
        let media = Array(fields.media.flatMap { $0.items(in: event) }.prefix(MediaSource.maximumItems))
        guard sender != nil || text.contains(where: { !$0.isWhitespace }) || !media.isEmpty else { return nil }
        let eventID = EventID.joined(fields.dedupe.map { event.text(at: $0) })
        var message = IncomingMessage(
            eventID: eventID ?? EventID.joined([event.word(at: fields.id)]), from: sender?.address,
            nickname: sender?.nickname,
            to: addresses.own(
                event.texts(at: fields.to), copies: event.texts(at: fields.copies), sim: event.number(at: fields.sim)),
            text: text, media: media.links, sentAt: event.word(at: fields.time).flatMap(ProviderTime.parse))
        message.attachments = media.files
        message.marks = media.marks
        return message
    }

    /// The text with the subject as its first line. NUL is no character of a text; the XMPP side judges the others.
    private func text(_ fields: MessageFields, in event: EventDocument, _ encoding: TextEncoding) -> String {
        [event.text(at: fields.subject, encoding), event.text(at: fields.text, encoding)]
            .compactMap { $0?.filter { $0 != "\0" } }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
