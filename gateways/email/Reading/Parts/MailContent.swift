// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME

/// What of a mail's parts is text for a chat, and what is a file. MIME's depth is limited by the parser, so is the
/// recursion here.
struct MailContent {
    /// Whether the text was typed as it is, or comes from HTML; nil: no text.
    enum Flavour {
        case plain, html
    }

    var lines: [String] = []
    var flavour: Flavour?
    /// What we say of parts that are no text: invitations, encryption, attached mails.
    var notes: [String] = []
    var attachments: [ReadAttachment] = []
    /// The pictures that only occur in a text that is not shown.
    var hiddenImages: Set<String> = []
    var isAbridged = false
    let isForward: Bool
    let language: String?

    static func read(_ root: Entity, isForward: Bool, language: String?) -> MailContent {
        var content = MailContent(isForward: isForward, language: language)
        content.take(root)
        return content
    }

    var hasText: Bool { lines.contains { !$0.isEmpty } }

    /// Without the pictures of the history, and without the same invitation twice.
    var shownAttachments: [ReadAttachment] {
        var shown: [ReadAttachment] = []
        var calendars: Set<[UInt8]> = []
        for attachment in attachments {
            if let contentID = attachment.contentID, hiddenImages.contains(contentID) { continue }
            let isCalendar = attachment.type == "text/calendar" || attachment.type == "application/ics"
            if isCalendar, !calendars.insert(attachment.bytes).inserted { continue }
            shown.append(attachment)
        }
        return shown
    }

    mutating func take(_ entity: Entity) {
        switch entity.content {
        case .leaf: takeLeaf(entity)
        case .message(let mail): takeMail(mail, in: entity)
        case .multipart(let parts): takeParts(parts, of: entity.contentType)
        }
    }

    private mutating func takeParts(_ parts: [Entity], of type: ContentType) {
        switch type.subtype {
        case "alternative": takeAlternatives(parts)
        case "related": takeRelated(parts, start: type.parameters["start"])
        case "encrypted":
            let isOpenPGP = type.parameters["protocol"].map { $0.lowercased().holds("pgp") } ?? true
            withhold(isOpenPGP ? PartNotes.openPGP : PartNotes.smime)
        case "signed": takeSigned(parts, protocol: type.parameters["protocol"])
        case "report":
            // The first is for people (RFC 6522 section 3), the others are for programs.
            if let first = parts.first { take(first) }
            isAbridged = true
        default: parts.forEach { take($0) }
        }
    }

    /// RFC 1847 section 2.1: what was signed, and its signature, which only a mail program can check.
    private mutating func takeSigned(_ parts: [Entity], protocol: String?) {
        let signature = parts.dropFirst().last
        for (index, part) in parts.enumerated() where signature == nil || index < parts.count - 1 { take(part) }
        switch (`protocol` ?? signature?.contentType.essence ?? "").lowercased() {
        case let kind where kind.holds("pgp"): withhold(PartNotes.signedWithOpenPGP)
        case let kind where kind.holds("pkcs7"): withhold(PartNotes.signedWithSMIME)
        default: isAbridged = true
        }
    }

    /// RFC 2046 section 5.1.4: the same in several forms. Files stand in whichever form the sender's program likes.
    private mutating func takeAlternatives(_ parts: [Entity]) {
        let forms = parts.map { Self.read($0, isForward: isForward, language: language) }
        if let best = Alternative.best(of: forms) {
            append(best.lines, best.flavour)
            isAbridged = isAbridged || best.isAbridged
        }
        for form in forms {
            attachments += form.attachments
            hiddenImages.formUnion(form.hiddenImages)
            for note in form.notes where !notes.contains(note) { notes.append(note) }
        }
    }

    /// RFC 2387: a root, and what it refers to.
    private mutating func takeRelated(_ parts: [Entity], start: String?) {
        let root = parts.firstIndex { start != nil && $0.contentID == start } ?? 0
        for (index, part) in parts.enumerated() {
            if index != root, case .leaf = part.content, part.contentType.type == "text" {
                attach(part)
            } else {
                take(part)
            }
        }
    }

    private mutating func takeMail(_ mail: Entity, in part: Entity) {
        attachments.append(ReadAttachment(mail: mail, rawBytes: mail.rawBytes, name: part.fileName))
        notes.append(PartNotes.attachedMail(mail.fields).text(for: language))
    }

    /// The text goes on with these lines.
    mutating func append(_ more: [String], _ kind: Flavour?) {
        guard more.contains(where: { !$0.isEmpty }) else { return }
        if hasText { lines.append("") }
        lines += more
        flavour = flavour == .html ? .html : kind
    }

    mutating func attach(_ leaf: Entity) {
        let attachment = ReadAttachment(leaf)
        let isInline = leaf.contentID != nil || leaf.disposition?.kind == .inline
        guard !(isInline && attachment.isPixel), !attachment.bytes.isEmpty || leaf.fileName != nil else { return }
        attachments.append(attachment)
    }

    /// There is something that only a mail program can open.
    mutating func withhold(_ note: Sentence) {
        let text = note.text(for: language)
        if !notes.contains(text) { notes.append(text) }
        isAbridged = true
    }
}
