// SPDX-License-Identifier: Apache-2.0

/// What the templates of a send can name, for one message.
struct SendInputs: Sendable, TemplateInputs {
    /// Canonical addresses: `+15550100099`, `46645`. One, or several for a group conversation.
    var recipients: [String]
    var from: String?
    /// Of the sending number in the pool, from 0; nil where it is not in it.
    var position: Int?
    var text: String
    /// URLs that the provider can fetch.
    var media: [String] = []
    /// Where the provider reports to; nil where it has no such webhook.
    var callbackURL: String?
    /// Ours, `[A-Za-z0-9_-]{1,40}`.
    var reference: String?
    /// `gsm7` or `ucs2`
    var encoding: String
    let settings: SettingValues
    /// The element that an `each` is at; nil outside of one.
    var item: JSONValue?

    var isGroup: Bool { recipients.count > 1 }

    func value(of variable: Variable) -> JSONValue? {
        switch variable {
        case .to: recipients.first.map(JSONValue.string)
        case .recipients: Self.list(recipients)
        case .from: from.map(JSONValue.string)
        case .text: .string(text)
        case .media: Self.list(media)
        case .callbackURL: callbackURL.map(JSONValue.string)
        case .reference: reference.map(JSONValue.string)
        case .encoding: .string(encoding)
        case .group: .bool(isGroup)
        // An outgoing message has no subject, and its media come as URLs without types.
        case .subject, .mediaTypes: nil
        case .item: item
        case .credential, .parameter: settings.value(of: variable, at: position)
        }
    }

    private static func list(_ elements: [String]) -> JSONValue? {
        elements.isEmpty ? nil : .array(elements.map(JSONValue.string))
    }
}
