// SPDX-License-Identifier: Apache-2.0

/// What a hole of a template can name.
package enum Variable: Hashable, Sendable {
    case to, recipients, from, text, subject, media, mediaTypes, callbackURL, reference, encoding, group
    /// The element that an `each` is at.
    case item
    /// `cred.NAME`
    case credential(String)
    /// `param.NAME`
    case parameter(String)

    /// The variables with a fixed name; settings come from the descriptor.
    static let fixed: [String: Variable] = [
        "to": .to, "recipients": .recipients, "from": .from, "text": .text, "subject": .subject, "media": .media,
        "media_types": .mediaTypes, "callback_url": .callbackURL, "reference": .reference, "encoding": .encoding,
        "group": .group,
    ]

    /// Whether its values are addresses, which are written in the descriptor's `number_format`.
    var holdsAddresses: Bool {
        switch self {
        case .to, .recipients, .from: true
        default: false
        }
    }
}

/// What kind of value a variable or a filter yields; a wrong combination is found when the descriptor is loaded.
package enum ValueKind: String, Hashable, Sendable {
    case text, number, flag, list
}

/// Where templates get their values from.
package protocol TemplateInputs {
    /// nil: absent, so that the leaf, pair or header around the hole is left out. An empty text is a value; an empty list
    /// is absence.
    func value(of variable: Variable) -> JSONValue?
}

/// The variables that a template may name, with their kinds: what a descriptor declares, and where the template stands.
package struct VariableScope: Sendable {
    /// Declared settings by their full name: `cred.password`, `param.ttl`.
    let settings: [String: ValueKind]
    /// False where only the settings exist: a webhook's secret.
    let hasMessage: Bool
    /// How addresses are written where a hole does not say.
    let numberFormat: NumberFormat
    /// True inside an `each`, whose elements `item` names; `itemHoldsAddresses` where they are recipients.
    var hasItem = false
    var itemHoldsAddresses = false

    /// The names that exist here, for a suggestion.
    var names: [String] {
        settings.keys.sorted() + (hasMessage ? Variable.fixed.keys.sorted() : []) + (hasItem ? ["item"] : [])
    }

    /// The variable of that name and its kind; nil where there is none.
    func variable(_ name: Substring) -> (variable: Variable, kind: ValueKind)? {
        let name = String(name)
        if let kind = settings[name] {
            let key = String(name.drop { $0 != "." }.dropFirst())
            return (name.hasPrefix("cred.") ? .credential(key) : .parameter(key), kind)
        }
        if name == "item", hasItem { return (.item, .text) }
        guard hasMessage, let variable = Variable.fixed[name] else { return nil }
        return (variable, Self.kind(variable))
    }

    private static func kind(_ variable: Variable) -> ValueKind {
        switch variable {
        case .recipients, .media, .mediaTypes: .list
        case .group: .flag
        default: .text
        }
    }
}

/// How a provider wants phone numbers: `e164` (`+15550100001`), `digits` (`15550100001`), `national10` (`5550100001`,
/// North America only). Short codes and names go as they are.
package enum NumberFormat: String, Hashable, Sendable, CaseIterable {
    case e164, digits, national10
}
