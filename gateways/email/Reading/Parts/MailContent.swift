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
    /// The calendars among them.
    private var calendars: [CalendarSummary] = []
    var attachments: [ReadAttachment] = []
    /// The pictures that only occur in a text that is not shown.
    var hiddenImages: Set<String> = []
    /// The texts among the files, by their places there.
    var textFiles: [(index: Int, leaf: Entity)] = []
    /// Something that is no history is left out.
    var isAbridged = false
    /// The mail that it answers was left out of a page.
    var hasHistory = false
    /// Answers stand within a page's history, or below it, so that all of it stays.
    var isInterleaved = false
    /// To other mails, which says what may be history.
    let relation: MailRelation
    let language: String?

    static func read(_ root: Entity, _ relation: MailRelation, language: String?) -> MailContent {
        var content = MailContent(relation: relation, language: language)
        content.take(root)
        content.readTextFile()
        return content
    }

    var hasText: Bool { lines.contains { !$0.isEmpty } }

    /// Without the pictures of the history, and without the same invitation twice.
    var shownAttachments: [ReadAttachment] {
        var shown: [ReadAttachment] = []
        var calendars: Set<[UInt8]> = []
        for attachment in attachments {
            if let contentID = attachment.contentID, hiddenImages.contains(contentID) { continue }
            let isCalendar = attachment.type.hasSuffix("/calendar") || attachment.name.hasSuffix(".ics")
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
        let forms = parts.map { Self.read($0, relation, language: language) }
        switch Alternative.best(of: forms) {
        case nil: break
        case .one(let form)?: take(form)
        case .both(let first, let second)?:
            take(first)
            take(second)
        }
        let isText = forms.contains(where: \.hasText)
        for (part, form) in zip(parts, forms) where !(isText && Self.isForPrograms(part)) {
            attachments += form.attachments
            hiddenImages.formUnion(form.hiddenImages)
            form.calendars.forEach { take($0) }
            for note in form.notes where !notes.contains(note) { notes.append(note) }
        }
    }

    private mutating func take(_ form: MailContent) {
        append(form.lines, form.flavour)
        isAbridged = isAbridged || form.isAbridged
        hasHistory = hasHistory || form.hasHistory
        isInterleaved = isInterleaved || form.isInterleaved
    }

    /// Forms of a text that no person is to read or to save: AMP, what a watch shows, reactions in JSON, rich text.
    private static func isForPrograms(_ part: Entity) -> Bool {
        guard case .leaf = part.content, part.disposition?.kind != .attachment else { return false }
        let type = part.contentType
        switch type.essence {
        case "text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext", "text/rtf", "application/rtf",
            "text/xml", "application/xml", "application/json":
            return true
        default: return type.subtype.hasSuffix("+json")
        }
    }

    /// RFC 2387: a root, and what it refers to. Multimedia messages have a root that says how the others are shown.
    private mutating func takeRelated(_ parts: [Entity], start: String?) {
        var root = parts.firstIndex { start != nil && $0.contentID == start } ?? 0
        // Also where a picture stands in front of the text.
        if !["text", "multipart", "message"].contains(parts[root].contentType.type) {
            root = parts.firstIndex { $0.contentType.type == "text" || $0.contentType.type == "multipart" } ?? root
        }
        for (index, part) in parts.enumerated() {
            let isText =
                part.contentType.type == "text" && !CarrierText.isName(part.fileName) && !CalendarText.isIn(part)
            if index != root, case .leaf = part.content, isText {
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
        let type = leaf.contentType.essence
        if type == "text/plain" || CarrierText.isUntyped(type, leaf.fileName) {
            textFiles.append((attachments.count, leaf))
        }
        attachments.append(attachment)
    }

    /// Where a mail has no text but a short one in a file, that is the text, and so are a carrier's several. It stays a
    /// file if a person named it.
    private mutating func readTextFile() {
        guard !hasText, notes.isEmpty else { return }
        let readable = textFiles.filter { index, leaf in
            leaf.contentType.type == "text" || isShort(index) && CarrierText.isReadable(attachments[index].bytes)
        }
        let isOfCarrier = readable.allSatisfy { CarrierText.isName($0.leaf.fileName) }
        guard readable.count == 1 || isOfCarrier, readable.allSatisfy({ isShort($0.index) }) else { return }
        for (index, leaf) in readable.reversed() where CarrierText.isGeneric(leaf.fileName) {
            attachments.remove(at: index)
        }
        for (_, leaf) in readable { takePlain(leaf) }
    }

    private func isShort(_ index: Int) -> Bool { attachments[index].bytes.count <= CarrierText.bytes }

    /// The same invitation may come as a part and as a file.
    mutating func take(_ calendar: CalendarSummary) {
        guard !notes.contains(calendar.text) else { return }
        notes.append(calendar.text)
        calendars.append(calendar)
    }

    /// What the authors of the calendars wrote, as far as a text does not say it.
    func remarks(beside lines: [String]) -> [String] {
        var shown: [String] = []
        for calendar in calendars where calendar.isNews(beside: lines) {
            let remark = calendar.description.joined(separator: "\n")
            if !shown.contains(remark) { shown.append(remark) }
        }
        return shown
    }

    /// There is something that only a mail program can open.
    mutating func withhold(_ note: Sentence) {
        let text = note.text(for: language)
        if !notes.contains(text) { notes.append(text) }
        isAbridged = true
    }
}
