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
            let notices = DeliveryStatusReport.read(
                ReportParts.text(of: report), BounceProse(parts.text), about: original())
            if !notices.isEmpty { return notices }
        } else if let report = parts.dispositionNotification {
            let text = ReportParts.text(of: report)
            let prose = BounceProse(parts.text)
            // Who deleted it unread writes the same fields, and no words of a failure.
            guard arrival.isToBounceAddress, DispositionReport.isRefusal(text),
                prose.speaksOfFailure || prose.said != nil
            else { return DispositionReport.read(text, about: original()) }
            return Bounce.read(parts, prose, about: original(), for: identity)
        } else if parts.isComplaint {
            return nil
        }
        let prose = BounceProse(parts.text)
        guard Bounce.isLikely(parts, prose, for: identity, arrival) else { return nil }
        if let fields = parts.statusInProse {
            let notices = DeliveryStatusReport.read(fields, prose, about: original())
            if !notices.isEmpty { return notices }
        }
        return Bounce.read(parts, prose, about: original(), for: identity)
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

    /// Somebody called the mail spam (RFC 5965): it arrived, and a person should read what they say.
    var isComplaint: Bool { first(["message/feedback-report"]) != nil }

    var dispositionNotification: Entity? {
        first(["message/disposition-notification", "message/global-disposition-notification"])
    }

    /// What people read of it.
    var text: String {
        let plain = parts.lazy.filter { $0.contentType.essence == "text/plain" }.map { Self.text(of: $0) }
        if let text = plain.first(where: { !$0.allSatisfy(\.isWhitespace) }) { return text }
        guard let page = first(["text/html"]) else { return "" }
        return PageText(Self.text(of: page)).text
    }

    /// The fields of a report (RFC 3464) from their beginning, where they stand in a part that people read or that is
    /// labelled as anything else.
    var statusInProse: String? {
        for part in parts.prefix(Self.mostSearched) where part.contentType.type != "message" {
            guard case .leaf = part.content, part.contentType.essence != "text/rfc822-headers" else { continue }
            let text = Self.text(of: part)
            let beginning = text.split(separator: "\n", omittingEmptySubsequences: false).first { line in
                Self.statusFields.contains { line.prefix(Self.longestStatusField).lowercased().hasPrefix($0) }
            }
            if let beginning { return String(text[beginning.startIndex...]) }
        }
        return nil
    }

    /// Parts that are searched.
    private static let mostSearched = 4
    private static let statusFields = ["final-recipient:", "original-recipient:"]
    /// Characters of the longest of them.
    private static let longestStatusField = 19

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
}
