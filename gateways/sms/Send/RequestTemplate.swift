// SPDX-License-Identifier: Apache-2.0

/// One of the requests that send, and when it is the one.
struct SendVariant: Sendable {
    let condition: SendCondition
    let request: RequestTemplate
}

/// `when`: what must hold of a message; nil means that it does not matter.
struct SendCondition: Sendable, Equatable {
    var hasMedia: Bool?
    var isGroup: Bool?
    /// `gsm7` or `ucs2`
    var encoding: String?

    func holds(for inputs: SendInputs) -> Bool {
        hasMedia.map { $0 == !inputs.media.isEmpty } ?? true
            && isGroup.map { $0 == inputs.isGroup } ?? true
            && encoding.map { $0 == inputs.encoding } ?? true
    }
}

/// A request as a descriptor writes it.
struct RequestTemplate: Sendable {
    let method: String
    let url: URLTemplate
    /// The first whose values are all there is used; none of them means a request without authentication.
    let auth: [AuthTemplate]
    let query: [PairTemplate]
    let headers: [(name: String, value: Template)]
    let body: BodyTemplate
    /// A secret stands in the URL, which must then not be logged.
    let hidesURL: Bool
}

/// `url`: a base, and a path whose holes are each one percent-encoded segment.
struct URLTemplate: Sendable {
    enum Base: Sendable {
        /// `https://api.example.com`
        case fixed(BaseURL)
        /// `{cred.NAME}` at the start of the URL
        case credential(String)
    }

    let base: Base
    /// What follows the base, literals as they are.
    let path: Template

    /// Every variable in it.
    var variables: [Variable] {
        if case .credential(let name) = base { path.variables + [.credential(name)] } else { path.variables }
    }
}

/// A pair of a form or a query; it is left out where its value, or the variable of its `if`, is absent.
struct PairTemplate: Sendable {
    let name: String
    let value: Template
    let condition: Variable?
}

/// `body`
enum BodyTemplate: Sendable {
    case none
    case form([PairTemplate])
    case json(JSONTemplate)

    var isForm: Bool { if case .form = self { true } else { false } }
    var isNone: Bool { if case .none = self { true } else { false } }
}
