// SPDX-License-Identifier: Apache-2.0

import SMTP

/// A delivery status notification (RFC 3464): one notice for each recipient that it names.
enum DeliveryStatusReport {
    /// - Parameters:
    ///   - text: The body of the message/delivery-status part.
    ///   - prose: What the report tells people, which is asked where the fields say little.
    /// - Returns: empty where no field is about a recipient.
    static func read(_ text: String, _ prose: BounceProse, about originalMessageID: String?) -> [Notice] {
        var notices: [Notice] = []
        // Some servers part a recipient from its fields by an empty line.
        var waiting: [String] = []
        // Some say what happened once, in the fields about the message.
        var general: StatusFields?
        for fields in StatusFields.groups(in: text) {
            let named =
                ReportAddress.read(fields["original-recipient"]) ?? ReportAddress.read(fields["final-recipient"])
            guard ["action", "status", "diagnostic-code"].contains(where: { fields[$0] != nil }) else {
                if let named { waiting.append(named) }
                continue
            }
            guard let recipient = named ?? waiting.popLast() else {
                if fields["action"] != nil, general == nil { general = fields }
                continue
            }
            notices.append(notice(fields, of: recipient, general, prose, originalMessageID))
        }
        let fields = general ?? StatusFields()
        notices += waiting.map { notice(fields, of: $0, nil, prose, originalMessageID) }
        guard notices.isEmpty, let general else { return notices }
        return [notice(general, of: nil, nil, prose, originalMessageID)]
    }

    private static func notice(
        _ fields: StatusFields, of recipient: String?, _ general: StatusFields?, _ prose: BounceProse,
        _ originalMessageID: String?
    ) -> Notice {
        let diagnostic = fields["diagnostic-code"].map { DiagnosticWords(withoutKind($0)) }
        let action = ReportedAction(fields["action"] ?? general?["action"])
        let reported = fields["status"].flatMap { EnhancedStatus($0.prefix { $0.isNumber || $0 == "." }) }
        let isRetried = action == nil && fields["will-retry-until"] != nil
        let state =
            isRetried ? .delayed : state(action, status(reported, said: diagnostic, isOver: false))
        var notice = Notice(
            originalMessageID: originalMessageID, recipient: recipient, state: state, status: nil, words: nil,
            meaning: nil)
        guard state == .failed || state == .delayed else { return notice }
        let passage = prose.passage(about: recipient)
        let said = diagnostic?.isEmpty == false || state == .delayed ? diagnostic : passage.map { DiagnosticWords($0) }
        let evidence = FailureEvidence(
            status: status(reported, said: said, isOver: state == .failed),
            code: state == .failed ? said?.code : nil,
            stage: SMTPStage(in: fields["diagnostic-code"] ?? "") ?? prose.stage,
            words: said?.text, passage: passage, reason: prose.reason, saysExpired: action == .expired)
        notice.tell(evidence)
        return notice
    }

    /// The Status field, unless the server's own code says more: many reports have 5.0.0 there, and some 4.0.0 for what was
    /// refused for good.
    ///
    /// - Parameter isOver: The report says that the mail is no longer under way.
    private static func status(
        _ reported: EnhancedStatus?, said: DiagnosticWords?, isOver: Bool
    ) -> EnhancedStatus? {
        guard let reported else { return said?.status }
        // It failed, so nothing can have gone well.
        if isOver, reported.class == 2 { return said?.status }
        if isOver, reported.class == 4, said?.status?.class == 5 || (said?.code ?? 0) >= 500 { return said?.status }
        guard let found = said?.status, reported.class == found.class else { return reported }
        return reported.subject == 0 || reported.detail == 0 ? found : reported
    }

    /// RFC 3464 section 2.3.3; without an action that we know, by the status. What says neither has failed: nobody writes a
    /// report to say nothing.
    private static func state(_ action: ReportedAction?, _ status: EnhancedStatus?) -> Notice.State {
        switch action {
        case .failed, .expired: return .failed
        case .delayed: return .delayed
        case .delivered: return .delivered
        case .relayed: return .relayed
        case .expanded: return .expanded
        case nil: break
        }
        return switch status?.class {
        case 2: .delivered
        case 4: .delayed
        default: .failed
        }
    }

    /// `smtp; 550 …` without the kind of the diagnostic.
    private static func withoutKind(_ diagnostic: String) -> Substring {
        guard let semicolon = diagnostic.firstIndex(of: ";"),
            diagnostic[..<semicolon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
        else { return diagnostic[...] }
        return diagnostic[diagnostic.index(after: semicolon)...]
    }
}
