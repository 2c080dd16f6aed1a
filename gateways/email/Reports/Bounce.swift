// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME
import SMTP

/// A bounce in free form: what qmail, old Exim, appliances and many others send instead of an RFC 3464 report.
enum Bounce {
    /// One of the names by which mail systems sign. Anybody can sign so.
    static func isSignedByServer(_ fields: HeaderFields) -> Bool {
        guard let author = fields.from.first else {
            let name = fields["From"] ?? ""
            return isServer(name) || !name.contains { $0.isLetter || $0.isNumber }
        }
        return isServer(author.localPart) || isServer(author.displayName ?? "")
    }

    private static func isServer(_ localPart: some StringProtocol) -> Bool {
        let name = localPart.lowercased().filter { $0.isLetter || $0.isNumber }
        return servers.contains(name) || beginnings.contains(where: name.hasPrefix)
    }

    /// False for answers of people and of their holiday programs, which come to the same address.
    static func isLikely(
        _ parts: ReportParts, _ prose: BounceProse, for identity: MessageIdentity, _ arrival: MailArrival
    ) -> Bool {
        if parts.fields["X-Failed-Recipients"] != nil { return true }
        let isSigned = isSignedByServer(parts.fields)
        let subject = SpokenText(parts.fields.subject ?? "")
        guard arrival.isToBounceAddress else {
            // Holiday programs have the null sender, too, and their words are anybody's.
            return isSigned
                && (ReportPhrases.holds(.failure, .delay, in: subject) || prose.speaksOfFailure || prose.said != nil
                    || parts.returnedFields != nil)
        }
        if parts.deliveryStatus != nil { return true }
        let showsFailure = prose.said != nil && (prose.listsRecipients || parts.returnedFields != nil)
        if AutomaticAnswer.isSubject(subject), isSigned ? prose.said == nil : !showsFailure { return false }
        if isSigned { return arrival.isFromNobody || parts.fields.inReplyTo.isEmpty || showsFailure }
        if AutomaticAnswer.isDeclared(parts.fields) { return showsFailure }
        if ReportPhrases.holds(.failure, .delay, in: subject) { return true }
        guard arrival.isFromNobody else { return showsFailure && parts.fields.inReplyTo.isEmpty }
        guard !showsFailure, parts.fields.inReplyTo.isEmpty else { return showsFailure }
        if prose.said != nil { return true }
        if prose.speaksOfAbsence { return false }
        if prose.speaksOfFailure { return true }
        // From nobody, about a message of ours, and no answer to it: whatever language it is in, it is no person's, as
        // long as it says whose mail failed or returns it.
        let title = HeaderText(parts.fields.subject ?? "").text
        let namesSomebody = parts.returnedFields != nil || named(in: prose, parts.fields, identity) != nil
        return SubjectLine.rule.base(of: title) == title && namesSomebody
    }

    static func read(
        _ parts: ReportParts, _ prose: BounceProse, about originalMessageID: String?, for identity: MessageIdentity
    ) -> [Notice] {
        let subject = ReportPhrases.places(in: SpokenText(parts.fields.subject ?? ""))
        if subject[.success] != nil, subject[.failure] == nil, prose.said == nil { return [] }
        let state = state(subject, prose)
        let recipients = recipients(parts, prose, identity)
        return (recipients.isEmpty ? [nil] : recipients.map(Optional.some)).map { (recipient: String?) in
            notice(of: recipient, state, prose, originalMessageID)
        }
    }

    private static func notice(
        of recipient: String?, _ state: Notice.State, _ prose: BounceProse, _ originalMessageID: String?
    ) -> Notice {
        let isOver = state == .failed
        let passage = prose.passage(about: recipient)
        // What nobody here can read is told as it came.
        let unread = isOver && prose.said == nil && !prose.speaksOfFailure ? prose.text : nil
        let said = prose.said ?? (isOver ? passage ?? unread : nil).map { DiagnosticWords($0) }
        let evidence = FailureEvidence(
            status: said?.status, code: isOver ? said?.code : nil, stage: prose.stage, words: said?.text,
            passage: passage,
            reason: prose.reason)
        return Notice(
            originalMessageID: originalMessageID, recipient: recipient, state: state, status: said?.status,
            words: said?.text, meaning: evidence.meaning)
    }

    /// Letters and digits of their local parts, or of their names.
    private static let servers: Set<String> = ["mdaemon", "mailsystem", "bounce", "bounces", "ndr"]
    private static let beginnings = [
        "mailerdaemon", "maildaemon", "postmaster", "microsoftexchange", "maildelivery", "systemadministrator",
        "mailadm",
    ]

    /// Delayed where it says so and no code says that it is over; also under a title that speaks of failure, where the
    /// text promises to go on.
    private static func state(_ subject: [ReportPhrases.Meaning: Int], _ prose: BounceProse) -> Notice.State {
        if subject[.delay] != nil { return .delayed }
        let isRefused = prose.said?.status?.class == 5 || prose.said?.code.map { $0 >= 500 } == true
        let isOver = isRefused || (subject[.failure] != nil && !prose.promisesMore)
        return !isOver && prose.speaksOfDelay ? .delayed : .failed
    }

    /// From Exim's field, else the first address in the text that is not ours, else whom the returned message was for.
    private static func recipients(_ parts: ReportParts, _ prose: BounceProse, _ identity: MessageIdentity) -> [String]
    {
        let failed = parts.fields.mailboxes("X-Failed-Recipients").map(\.address)
        if !failed.isEmpty { return Array(failed.prefix(StatusFields.mostGroups)) }
        if let named = named(in: prose, parts.fields, identity) { return [named] }
        return parts.returnedFields?.to.first.map { [$0.address] } ?? []
    }

    /// The first address in the text that is neither its author's nor ours nor a mail system's.
    private static func named(in prose: BounceProse, _ fields: HeaderFields, _ identity: MessageIdentity) -> String? {
        let author = fields.from.first.map { EmailAddress.canonical($0.address) }
        return prose.addresses.first { address in
            let address = EmailAddress.canonical(address)
            return address != author && !address.hasSuffix("@" + identity.mailDomain)
                && !isServer(address.prefix { $0 != "@" })
        }
    }
}
