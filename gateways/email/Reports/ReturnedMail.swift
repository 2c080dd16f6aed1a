// SPDX-License-Identifier: Apache-2.0

package import MIME

/// Mail that tells what became of a message of ours: delivery reports (RFC 3464), disposition notifications (RFC 8098),
/// and the bounces of servers that follow neither.
package enum ReturnedMail {
    /// - Returns: nil where the mail is no report but a mail to be read; empty where it is one that has nothing to tell,
    ///   such as a notification that the mail was deleted unread.
    package static func read(_ mail: ParsedMail, for identity: MessageIdentity, _ arrival: MailArrival) -> [Notice]? {
        // A person's mail may say whatever a report says: it has a sender, and servers' reports have none.
        guard arrival.isFromNobody || arrival.isToBounceAddress else { return nil }
        let parts = ReportParts(mail)
        // Nearly every mail is none, and is not searched for what a report would be about.
        let original = { OriginalMessage.id(in: parts, for: identity) }
        let isReport = parts.isReport || arrival.isFromNobody || Bounce.isSignedByServer(parts.fields)
        if isReport, let report = parts.deliveryStatus {
            return DeliveryStatusReport.read(ReportParts.text(of: report), about: original())
        }
        if let report = parts.dispositionNotification {
            return DispositionReport.read(ReportParts.text(of: report), about: original())
        }
        guard Bounce.isLikely(parts, arrival) else { return nil }
        return Bounce.read(parts, about: original(), for: identity)
    }
}

/// The parts of a mail that may be a report; what is inside an attached mail is not among them.
struct ReportParts {
    let fields: HeaderFields
    let isReport: Bool
    /// All entities but multiparts, in order.
    let parts: [Entity]

    init(_ mail: ParsedMail) {
        fields = mail.root.fields
        isReport = mail.root.contentType.essence == "multipart/report"
        parts = Self.flatten(mail.root)
    }

    var deliveryStatus: Entity? {
        first(["message/delivery-status", "message/global-delivery-status"])
    }

    var dispositionNotification: Entity? {
        first(["message/disposition-notification", "message/global-disposition-notification"])
    }

    /// What people read of it.
    var text: String {
        guard let part = parts.first(where: { $0.contentType.essence == "text/plain" }) ?? first(["text/html"]) else {
            return ""
        }
        let text = Self.text(of: part)
        return part.contentType.subtype == "html" ? Self.withoutTags(text) : text
    }

    /// Octets of a part that are read: enough for a report about 100 recipients.
    private static let longestText = 512 * 1024

    static func text(of part: Entity) -> String {
        let text = part.text
        return text.utf8.count <= longestText ? text : String(decoding: text.utf8.prefix(longestText), as: UTF8.self)
    }

    /// The header of the message that came back; nil where none did.
    var returnedFields: HeaderFields? {
        for part in parts {
            switch (part.content, part.contentType.essence) {
            case (.message(let mail), _): return mail.fields
            case (.leaf, "text/rfc822-headers"), (.leaf, "message/global-headers"), (.leaf, "message/rfc822"),
                (.leaf, "message/global"):
                return ParsedMail.parse(part.bytes).root.fields
            default: continue
            }
        }
        return nil
    }

    private func first(_ types: [String]) -> Entity? {
        parts.first { types.contains($0.contentType.essence) }
    }

    private static func flatten(_ entity: Entity) -> [Entity] {
        guard case .multipart(let parts) = entity.content else { return [entity] }
        return parts.flatMap(flatten)
    }

    /// Good enough to find codes and addresses in a bounce that is HTML only: tags become line ends.
    private static func withoutTags(_ html: String) -> String {
        var text = ""
        for piece in html.split(separator: "<") {
            text += (piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).last ?? "") + "\n"
        }
        return [("&lt;", "<"), ("&gt;", ">"), ("&#64;", "@"), ("&nbsp;", " "), ("&amp;", "&")]
            .reduce(text) { text, entity in text.replacingWord(entity.0, by: entity.1) }
    }
}
