// SPDX-License-Identifier: Apache-2.0

/// A stream error (RFC 6120 section 4.9): the last thing that either side says on a stream.
package struct StreamError: Error, Sendable, Equatable {
    /// The defined conditions (section 4.9.3).
    package enum Condition: String, Sendable, CaseIterable {
        case badFormat = "bad-format"
        case badNamespacePrefix = "bad-namespace-prefix"
        case conflict
        case connectionTimeout = "connection-timeout"
        case hostGone = "host-gone"
        case hostUnknown = "host-unknown"
        case improperAddressing = "improper-addressing"
        case internalServerError = "internal-server-error"
        case invalidFrom = "invalid-from"
        case invalidNamespace = "invalid-namespace"
        case invalidXML = "invalid-xml"
        case notAuthorized = "not-authorized"
        case notWellFormed = "not-well-formed"
        case policyViolation = "policy-violation"
        case remoteConnectionFailed = "remote-connection-failed"
        case reset
        case resourceConstraint = "resource-constraint"
        case restrictedXML = "restricted-xml"
        case seeOtherHost = "see-other-host"
        case systemShutdown = "system-shutdown"
        case undefinedCondition = "undefined-condition"
        case unsupportedEncoding = "unsupported-encoding"
        case unsupportedFeature = "unsupported-feature"
        case unsupportedStanzaType = "unsupported-stanza-type"
        case unsupportedVersion = "unsupported-version"
    }

    package let condition: Condition
    /// What stands inside the condition's element, such as the host of `see-other-host`; else nil.
    package let detail: String?
    /// The other side's own words; nil where it has none.
    package let text: String?

    package init(_ condition: Condition, detail: String? = nil, text: String? = nil) {
        self.condition = condition
        self.detail = detail
        self.text = text
    }

    /// `<stream:error/>` as it is written.
    package var element: Element {
        let condition = Element(condition.rawValue, Namespace.streamErrors, text: detail)
        let words = text.map { Element("text", Namespace.streamErrors, text: $0) }
        return Element("error", Namespace.stream, [:], [condition] + (words.map { [$0] } ?? []))
    }

    /// Reads `<stream:error/>`; nil where the element is another one. An unknown condition is `undefined-condition`.
    package init?(_ element: Element) {
        guard element.is("error", Namespace.stream) else { return nil }
        let named = element.elements.filter { $0.name.namespace == Namespace.streamErrors }
        let found = named.first { Condition(rawValue: $0.name.local) != nil }
        let detail = found?.text ?? ""
        self.init(
            found.flatMap { Condition(rawValue: $0.name.local) } ?? .undefinedCondition,
            detail: detail.isEmpty ? nil : detail, text: named.first { $0.name.local == "text" }?.text)
    }
}
