// SPDX-License-Identifier: Apache-2.0

import MIME
import SMTP

/// A bounce in free form: what qmail, old Exim, appliances and many others send instead of an RFC 3464 report.
enum Bounce {
    /// One of the names by which mail systems sign. Anybody can sign so.
    static func isSignedByServer(_ fields: HeaderFields) -> Bool {
        guard let author = fields.from.first else {
            return fields["From"].map { $0.lowercased().holds("mailer-daemon") } ?? false
        }
        let local = author.localPart.lowercased()
        return servers.contains(local) || local.hasPrefix("microsoftexchange") || local.hasPrefix("mailer-daemon")
    }

    /// False for answers of people and of their holiday programs, which come to the same address.
    static func isLikely(_ parts: ReportParts, _ arrival: MailArrival) -> Bool {
        if parts.fields["X-Failed-Recipients"] != nil { return true }
        let isSigned = isSignedByServer(parts.fields)
        // Holiday programs have the null sender, too, and their words are anybody's.
        guard isSigned || arrival.isToBounceAddress else { return false }
        let subject = (parts.fields.subject ?? "").lowercased()
        if BouncePhrases.tellsFailure(subject) || BouncePhrases.tellsDelay(subject) { return true }
        guard isSigned || arrival.isFromNobody else { return false }
        let text = parts.text.prefix(4_000).lowercased()
        return BouncePhrases.tellsFailure(text) || BouncePhrases.tellsDelay(text)
    }

    static func read(_ parts: ReportParts, about originalMessageID: String?, for identity: MessageIdentity) -> [Notice]
    {
        let prose = BounceProse(parts.text)
        let state = state(parts, prose)
        let recipients = recipients(parts, prose, identity)
        return (recipients.isEmpty ? [nil] : recipients.map(Optional.some)).map { (recipient: String?) in
            Notice(
                originalMessageID: originalMessageID, recipient: recipient, state: state, status: prose.said?.status,
                words: prose.said?.text)
        }
    }

    private static let servers: Set<String> = [
        "mailer-daemon", "mailerdaemon", "mail-daemon", "maildaemon", "postmaster", "mdaemon", "mail.daemon",
        "mailsystem", "bounce", "bounces",
    ]

    /// Delayed where it says so and no code says that it is over.
    private static func state(_ parts: ReportParts, _ prose: BounceProse) -> Notice.State {
        let subject = (parts.fields.subject ?? "").lowercased()
        if BouncePhrases.tellsDelay(subject) { return .delayed }
        let isOver =
            BouncePhrases.tellsFailure(subject) || prose.said?.status?.class == 5
            || prose.said?.code.map { $0 >= 500 } == true
        return !isOver && BouncePhrases.tellsDelay(prose.text.lowercased()) ? .delayed : .failed
    }

    /// From Exim's field, else the first address in the text that is not ours, else whom the returned message was for.
    private static func recipients(_ parts: ReportParts, _ prose: BounceProse, _ identity: MessageIdentity) -> [String]
    {
        let failed = parts.fields.mailboxes("X-Failed-Recipients").map(\.address)
        if !failed.isEmpty { return Array(failed.prefix(StatusFields.mostGroups)) }
        let author = parts.fields.from.first?.address.lowercased()
        let named = prose.addresses.first { address in
            address.lowercased() != author && !address.lowercased().hasSuffix("@" + identity.mailDomain)
        }
        if let named { return [named] }
        return parts.returnedFields?.to.first.map { [$0.address] } ?? []
    }
}
