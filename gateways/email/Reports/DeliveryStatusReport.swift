// SPDX-License-Identifier: Apache-2.0

import SMTP

/// A delivery status notification (RFC 3464): one notice for each recipient that it names.
enum DeliveryStatusReport {
    /// - Parameter text: The body of the message/delivery-status part.
    static func read(_ text: String, about originalMessageID: String?) -> [Notice] {
        StatusFields.groups(in: text).compactMap { notice($0, originalMessageID) }
    }

    /// nil for the group about the message as a whole, and for an action that we do not know.
    private static func notice(_ fields: StatusFields, _ originalMessageID: String?) -> Notice? {
        let recipient =
            ReportAddress.read(fields["original-recipient"]) ?? ReportAddress.read(fields["final-recipient"])
        guard recipient != nil || fields["action"] != nil else { return nil }
        let said = fields["diagnostic-code"].map { DiagnosticWords(withoutKind($0)) }
        let status = status(fields["status"], said: said?.status)
        guard let state = state(fields["action"], status) else { return nil }
        return Notice(
            originalMessageID: originalMessageID, recipient: recipient, state: state,
            status: state == .failed || state == .delayed ? status : nil,
            words: state == .failed || state == .delayed ? said?.text : nil)
    }

    /// The Status field, unless the server's own code says more: many reports have 5.0.0 there.
    private static func status(_ field: String?, said: EnhancedStatus?) -> EnhancedStatus? {
        let reported = field.flatMap { EnhancedStatus($0.prefix { $0.isNumber || $0 == "." }) }
        guard let reported, let said, reported.class == said.class else { return reported ?? said }
        return reported.subject == 0 || reported.detail == 0 ? said : reported
    }

    /// RFC 3464 section 2.3.3; without an action, by the status.
    private static func state(_ action: String?, _ status: EnhancedStatus?) -> Notice.State? {
        let word = action?.prefix { $0.isLetter }.lowercased()
        switch word {
        case "failed": return .failed
        case "delayed": return .delayed
        case "delivered": return .delivered
        case "relayed": return .relayed
        case "expanded": return .expanded
        default: break
        }
        return switch status?.class {
        case 2: .delivered
        case 4: .delayed
        case 5: .failed
        default: nil
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
