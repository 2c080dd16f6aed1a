// SPDX-License-Identifier: Apache-2.0

/// One SMS provider as its descriptor (`providers/NAME.toml`) says: how to send, what the answers mean, what its webhooks
/// tell. Checked when it is loaded, and then immutable.
package struct Descriptor: Sendable {
    /// The version of the descriptor language that this engine speaks.
    static let version = 1

    /// The provider's short name: `twilio`.
    package let id: String
    /// The file it came from, as it was named; for messages to the operator.
    package let file: String
    /// What the operator configures, in the order of the file: `[credentials]`, then `[params]`.
    package let settings: [SettingDeclaration]
    package let limits: DescriptorLimits
    /// How its recipients go out; an engine that sends to one recipient at a time treats a batch as a batch of one.
    let recipients: RecipientMode
    /// The requests that send, in order; the first whose condition holds is used.
    let sends: [SendVariant]
    let response: ResponseRules
    /// A request that proves the credentials without sending; nil where the provider offers none.
    let probe: Probe?
    /// True where a delivery report is about one part of a long message.
    package let reportsPerPart: Bool
    package let webhooks: [WebhookDescriptor]
    let states: StateMap

    /// True where every request that sends says from which address, whatever address that is.
    var namesAnySender: Bool { sends.allSatisfy { $0.request.variables.contains(.from) } }

    /// True where a request may be sent again when its answer was lost: the provider knows the repeat by its id.
    package var repeatsAreSafe: Bool { response.isIdempotent }
}

/// `recipients`: each by itself, many in one request, or all in one conversation.
enum RecipientMode: String, Sendable, CaseIterable {
    case one, batch, group
}

/// `limits`: what the provider takes. nil means that it names none.
package struct DescriptorLimits: Sendable, Equatable {
    /// Characters (Unicode scalars) of a text.
    package var textCharacters: Int?
    /// SMS segments of a text.
    package var segments: Int?
    /// Attachments of a message; nil means that none is taken.
    package var media: Int?
    /// Bytes of all attachments together.
    package var mediaBytes: Int?
    /// MIME types of attachments; empty means any.
    package var mediaTypes: [String] = []
    /// Recipients of a group conversation.
    package var group: Int?
}

/// One thing that the operator configures, under `[gateways.NAME.settings]`.
package struct SettingDeclaration: Sendable, Hashable {
    package enum Section: String, Sendable {
        case credentials, params
    }

    package let name: String
    package let section: Section
    /// Never shown or logged.
    package let isSecret: Bool
    package let isOptional: Bool
    /// `text`, `number` or `flag`.
    package let kind: ValueKind
    /// What holds where it is not configured.
    package let defaultValue: String?
    /// `per_number`: the operator may give each number of the pool a value of its own, separated by commas.
    var isPerNumber = false
    /// `default = "position"`: with several numbers, each has its place in the pool, counted from 1.
    var defaultsToPosition = false

    /// As templates name it: `cred.auth_token`, `param.ttl`.
    var variableName: String { (section == .credentials ? "cred." : "param.") + name }
}
