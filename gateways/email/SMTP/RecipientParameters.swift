// SPDX-License-Identifier: Apache-2.0

/// What a RCPT command says besides the recipient (RFC 3461 section 4).
package struct RecipientParameters: Hashable, Sendable {
    /// When a notification is wanted. The empty set is `NEVER`.
    package struct Notifications: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        package static let success = Notifications(rawValue: 1)
        package static let failure = Notifications(rawValue: 2)
        package static let delay = Notifications(rawValue: 4)

        fileprivate static let names: [(Notifications, String)] = [
            (.success, "SUCCESS"), (.failure, "FAILURE"), (.delay, "DELAY"),
        ]
    }

    /// nil was not said: the server's default.
    package var notify: Notifications?
    /// ORCPT, decoded, without its address type; nil was not said.
    package var originalRecipient: String?

    package init(notify: Notifications? = nil, originalRecipient: String? = nil) {
        self.notify = notify
        self.originalRecipient = originalRecipient
    }

    /// Whether it asks for what only the DSN extension gives.
    package var asksForReports: Bool { notify != nil || originalRecipient != nil }
}

extension RecipientParameters {
    /// Takes one `KEYWORD=value`; `keyword` is in upper case.
    mutating func set(_ keyword: String, _ value: ArraySlice<UInt8>?) throws(CommandProblem) {
        switch keyword {
        case "NOTIFY": notify = try CommandProblem.check(value.flatMap(Notifications.init(written:)), keyword)
        case "ORCPT":
            originalRecipient = try CommandProblem.check(value.flatMap(Self.address), keyword)
        default: throw .unknownParameter(keyword)
        }
    }

    /// The address of `type;xtext`.
    private static func address(_ value: ArraySlice<UInt8>) -> String? {
        guard let semicolon = value.firstIndex(of: UInt8(ascii: ";")), semicolon > value.startIndex else { return nil }
        return XText.decode(value[(semicolon + 1)...])
    }

    /// As the command writes them, each with a blank in front.
    var written: String {
        var text = ""
        if let notify { text += " NOTIFY=" + notify.written }
        if let originalRecipient {
            let type = originalRecipient.utf8.allSatisfy { $0 < 0x80 } ? "rfc822" : "utf-8"
            text += " ORCPT=\(type);" + XText.encode(originalRecipient)
        }
        return text
    }
}

extension RecipientParameters.Notifications {
    /// nil for a word that is none of the four, or `NEVER` beside another.
    fileprivate init?(written: ArraySlice<UInt8>) {
        let words = String(decoding: written, as: UTF8.self).uppercased()
            .split(separator: ",", omittingEmptySubsequences: false)
        if words == ["NEVER"] {
            self = []
            return
        }
        var found: Self = []
        for word in words {
            guard let name = Self.names.first(where: { $0.1 == word }) else { return nil }
            found.insert(name.0)
        }
        self = found
    }

    fileprivate var written: String {
        isEmpty ? "NEVER" : Self.names.filter { contains($0.0) }.map(\.1).joined(separator: ",")
    }
}
