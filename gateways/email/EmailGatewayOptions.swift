// SPDX-License-Identifier: Apache-2.0

package import SMTP

/// What the operator's configuration says about one email gateway.
package struct EmailGatewayOptions: Sendable {
    /// The operator's name for it.
    package var name: String
    /// Accounts get `LOCALPART@mailDomain`; as `DomainName` spells it.
    package var mailDomain: String
    /// The component's. A key is derived from it for the addresses to which reports come; it goes nowhere itself.
    package var secret: String
    /// Messages to one person that are sent within it become one email.
    package var coalesce: Duration
    /// Whose Authentication-Results (RFC 8601) are trusted; nil trusts nobody's.
    package var authservID: String?
    /// What happens to flagged mail of people who chose nothing themselves.
    package var spam: SpamPolicy
    package var submission: SubmissionSettings
    package var listener: ListenerSettings

    package init(
        name: String, mailDomain: String, secret: String, coalesce: Duration = .zero, authservID: String? = nil,
        spam: SpamPolicy = .mark, submission: SubmissionSettings, listener: ListenerSettings
    ) {
        self.name = name
        self.mailDomain = mailDomain
        self.secret = secret
        self.coalesce = coalesce
        self.authservID = authservID
        self.spam = spam
        self.submission = submission
        self.listener = listener
    }
}

/// What happens to mail that the mail server flagged.
package enum SpamPolicy: String, Sendable, CaseIterable {
    /// Delivered, with a mark before the text.
    case mark
    /// Taken, and shown to nobody.
    case drop
    /// Delivered as if nothing were.
    case pass
}
