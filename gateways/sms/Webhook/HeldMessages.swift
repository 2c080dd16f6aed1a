// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// The messages in an event that no rule knows: a provider has more kinds of events than its descriptor, and adds some. They
/// are given to nobody, for nobody knows what the event means; the operator finds them among what has failed.
struct HeldMessages {
    let mapper: EventMapper
    let event: EventDocument

    init(mapper: EventMapper, _ event: EventDocument) {
        self.mapper = mapper
        self.event = event
    }

    /// Empty where there is nothing to read.
    var events: [WebhookEvent] {
        let known = messages
        return (known.isEmpty ? [words].compactMap(\.self) : known).map { message in
            var message = message
            message.obstacle = obstacle
            return .message(message)
        }
        .withDistinctIDs
    }

    /// Events of a name that nobody knows are often of a shape that somebody does.
    private var messages: [IncomingMessage] {
        for rule in mapper.rules {
            guard case .message(let fields) = rule.kind else { continue }
            let array = rule.each.flatMap { $0.tokens.isEmpty ? nil : $0 }
            let elements = array.map { event.elements(at: $0) ?? [] }
            let found = (elements ?? [event]).prefix(EventMapper.maximumEvents).compactMap { element in
                mapper.message(fields, in: element).flatMap { $0.isReadable ? $0 : nil }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Whatever looks like words in an event of no known shape.
    private var words: IncomingMessage? {
        let words = event.words
        guard !words.isEmpty else { return nil }
        let own = mapper.addresses.own([], copies: [], sim: nil)
        return IncomingMessage(eventID: nil, from: nil, to: own, text: words.joined(separator: "\n"))
    }

    /// For the operator; with the event's name, where the rules look at one.
    private var obstacle: String {
        let pointers = mapper.rules.flatMap(\.conditions).map(\.pointer)
        let name = pointers.lazy.compactMap { event.text(at: $0) }.first.flatMap {
            ReportDetail.text(code: $0, words: nil)
        }
        let kind = name.map { "an event \"\($0.prefix(60))\"" } ?? "an event"
        return "it came in \(kind) that the provider's descriptor does not know"
    }
}

extension IncomingMessage {
    fileprivate var isReadable: Bool {
        text.contains { !$0.isWhitespace } || !attachments.isEmpty || !media.isEmpty
    }
}

extension EventDocument {
    /// What providers call the field with the words of a message.
    private static let names: Set<String> = [
        "text", "body", "message", "content", "msg", "sms", "messagetext", "message_text", "subject", "caption",
    ]

    /// The texts under such names, at any depth, in the order of their paths.
    fileprivate var words: [String] {
        switch element {
        case .form(let form):
            form.fields.filter { Self.isName(String(decoding: $0.name, as: UTF8.self)) }
                .map { String(decoding: $0.value, as: UTF8.self) }.filter(Self.isWords)
        case .json(let value): Self.words(in: value, named: false)
        }
    }

    private static func words(in value: JSONValue, named isNamed: Bool) -> [String] {
        switch value {
        case .string(let text) where isNamed && isWords(text): [text]
        case .array(let elements): elements.flatMap { words(in: $0, named: isNamed) }
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap {
                words(in: $0.value, named: isName($0.key))
            }
        default: []
        }
    }

    private static func isName(_ text: String) -> Bool {
        DescriptorWord.mayBe(text) && names.contains(text.lowercased())
    }

    private static func isWords(_ text: String) -> Bool {
        text.contains { !$0.isWhitespace && $0 != "\0" }
    }
}
