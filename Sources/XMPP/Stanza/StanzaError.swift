// SPDX-License-Identifier: Apache-2.0

/// A stanza error (RFC 6120 section 8.3): a condition, what to do about it, and a sentence in plain words.
package struct StanzaError: Error, Sendable, Equatable {
    /// What the sender may do (section 8.3.2).
    package enum Action: String, Sendable {
        case auth, cancel, `continue`, modify, wait
    }

    /// The defined conditions (section 8.3.3) that we send or look for.
    package enum Condition: String, Sendable, CaseIterable {
        case badRequest = "bad-request"
        case conflict
        case featureNotImplemented = "feature-not-implemented"
        case forbidden
        case gone
        case internalServerError = "internal-server-error"
        case itemNotFound = "item-not-found"
        case jidMalformed = "jid-malformed"
        case notAcceptable = "not-acceptable"
        case notAllowed = "not-allowed"
        case notAuthorized = "not-authorized"
        case policyViolation = "policy-violation"
        case recipientUnavailable = "recipient-unavailable"
        case redirect
        case registrationRequired = "registration-required"
        case remoteServerNotFound = "remote-server-not-found"
        case remoteServerTimeout = "remote-server-timeout"
        case resourceConstraint = "resource-constraint"
        case serviceUnavailable = "service-unavailable"
        case subscriptionRequired = "subscription-required"
        case undefinedCondition = "undefined-condition"
        case unexpectedRequest = "unexpected-request"

        /// Bytes of the longest of them.
        private static let longest = 23

        /// nil for what is no condition. A name can be as long as a stanza, and is not looked up then.
        fileprivate init?(local name: String) {
            guard name.utf8.count <= Self.longest else { return nil }
            self.init(rawValue: name)
        }
    }

    package let condition: Condition
    package let action: Action
    /// nil where the condition says it all.
    package let text: String?
    /// The `xml:lang` of the text.
    package let language: String?

    package init(_ condition: Condition, _ action: Action, text: String? = nil, language: String? = nil) {
        self.condition = condition
        self.action = action
        self.text = text
        self.language = language
    }

    /// The `<error/>` element as it stands in a stanza.
    package var element: Element {
        var error = Element(
            "error", Namespace.component, ["type": action.rawValue],
            [Element(condition.rawValue, Namespace.stanzaErrors)])
        if let text {
            var element = Element("text", Namespace.stanzaErrors, text: text)
            if let language { element.attributes.append(.init(name: Namespace.xmlLang, value: language)) }
            error = error.with(element)
        }
        return error
    }

    /// Reads the `<error/>` of a stanza of type error; what is not understood becomes `undefined-condition`.
    package init(in stanza: Stanza) {
        let error = stanza.first("error", Namespace.component)
        let named = error?.elements.filter { $0.name.namespace == Namespace.stanzaErrors } ?? []
        let text = named.first { $0.name.local == "text" }
        self.init(
            named.lazy.compactMap { Condition(local: $0.name.local) }.first ?? .undefinedCondition,
            error?["type"].flatMap(Action.init) ?? .cancel, text: text?.text, language: text?.language)
    }
}

extension Stanza {
    /// The error that answers this stanza. nil where none may be sent: an error or a result is never answered.
    package func error(_ error: StanzaError) -> Stanza? {
        guard type != "error", type != "result" else { return nil }
        return reply(type: "error", [error.element])
    }
}
