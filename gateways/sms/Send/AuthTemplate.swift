// SPDX-License-Identifier: Apache-2.0

import Notation

/// `auth`: how a request proves who we are.
enum AuthTemplate: Sendable {
    case none
    case basic(user: Template, password: Template)
    case bearer(Template)
    /// Any header, with a fixed text before the value: `AccessKey `, `App `.
    case header(name: String, prefix: String, value: Template)
    case query([PairTemplate])
    case form([PairTemplate])
}

extension AuthTemplate {
    /// The templates that must all have a value.
    var templates: [Template] {
        switch self {
        case .none: []
        case .basic(let user, let password): [user, password]
        case .bearer(let token): [token]
        case .header(_, _, let value): [value]
        case .query(let pairs), .form(let pairs): pairs.map(\.value)
        }
    }

    func isComplete(_ inputs: some TemplateInputs) -> Bool {
        templates.allSatisfy { $0.text(inputs) != nil }
    }

    var queryPairs: [PairTemplate] {
        if case .query(let pairs) = self { pairs } else { [] }
    }

    var formPairs: [PairTemplate] {
        if case .form(let pairs) = self { pairs } else { [] }
    }

    /// The header that carries the credentials; nil where they go elsewhere.
    func header(_ inputs: SendInputs) throws(RequestProblem) -> (name: String, value: String)? {
        switch self {
        case .none, .query, .form: return nil
        case .basic(let user, let password):
            guard let user = user.text(inputs), let password = password.text(inputs) else { return nil }
            // RFC 7617 section 2: the first colon ends the name.
            guard !user.utf8.contains(UInt8(ascii: ":")) else {
                throw RequestProblem("the user name for the provider has a colon, which HTTP cannot carry")
            }
            return ("Authorization", "Basic " + Base64.encode(Array("\(user):\(password)".utf8)))
        case .bearer(let token): return token.text(inputs).map { ("Authorization", "Bearer " + $0) }
        case .header(let name, let prefix, let value): return value.text(inputs).map { (name, prefix + $0) }
        }
    }
}
