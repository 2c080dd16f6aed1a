// SPDX-License-Identifier: Apache-2.0

import MIME

/// A part that holds no others.
extension MailContent {
    mutating func takeLeaf(_ leaf: Entity) {
        guard !takeCalendar(leaf) else { return }
        switch leaf.contentType.essence {
        case "text/plain" where isBody(leaf), "text/markdown" where isBody(leaf): takePlain(leaf)
        case "text/html" where isBody(leaf): takeHTML(leaf.rawText)
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            let isSigned = leaf.contentType.parameters["smime-type"]?.lowercased() == "signed-data"
            withhold(isSigned ? PartNotes.signedSMIME : PartNotes.smime)
        case "application/pgp-encrypted": withhold(PartNotes.openPGP)
        case "text/enriched" where isBody(leaf), "text/richtext" where isBody(leaf): takeHTML(leaf.rawText)
        // A resource fork is of no use in a chat, nor is the order of a multimedia message's parts.
        case "application/applefile", "application/smil": break
        case let type where type.hasSuffix("+json"): takeJSON(leaf)
        case let type where type.hasPrefix("text/") && isUnknownText(leaf): takePlain(leaf)
        default: attach(leaf)
        }
    }

    /// Whether a text is to be read, not to be saved. Some programs name the text itself.
    private func isBody(_ leaf: Entity) -> Bool {
        switch leaf.disposition?.kind {
        case nil, .inline?: leaf.fileName == nil || !hasText || CarrierText.isName(leaf.fileName)
        // RFC 9078: an emoji, which is what its sender says.
        case .other("reaction")?: true
        case .attachment?, .other?: false
        }
    }

    /// RFC 2046 section 4.1.4: text of a kind that nobody knows is plain text, where it is not a file.
    private func isUnknownText(_ leaf: Entity) -> Bool {
        leaf.fileName == nil && isBody(leaf) && !CarrierText.fileSubtypes.contains(leaf.contentType.subtype)
    }

    /// Gmail's form of RFC 9078 is what its sender says; any other is a file.
    private mutating func takeJSON(_ leaf: Entity) {
        if let reaction = EmojiReaction(leaf.bytes) { takePlain(reaction.emoji) } else { attach(leaf) }
    }

    mutating func takePlain(_ leaf: Entity) {
        let raw = leaf.rawText
        guard raw.holds("begin "), let embedded = EmbeddedFiles(raw) else { return takePlain(leaf.text) }
        takePlain(embedded.text)
        attachments += embedded.files.map { ReadAttachment(name: $0.name, bytes: $0.bytes) }
    }

    private mutating func takePlain(_ text: String) {
        let armour = OpenPGPArmour(text)
        let lines = PlainText.lines(of: armour.text)
        append(lines, .plain)
        if armour.text.utf8.count > PlainText.inputBytes || lines.count >= PlainText.inputLines - 1 {
            isAbridged = true
        }
        if armour.isEncrypted { withhold(PartNotes.openPGP) }
        if armour.isSigned { withhold(PartNotes.signedWithOpenPGP) }
    }

    private mutating func takeHTML(_ text: String) {
        let read = HTMLText(text, relation)
        append(read.lines, .html)
        isAbridged = isAbridged || read.isAbridged
        hasHistory = hasHistory || read.hasHistory
        isInterleaved = isInterleaved || read.isInterleaved
        hiddenImages.formUnion(read.hiddenImages)
    }

    /// False: it is none.
    private mutating func takeCalendar(_ leaf: Entity) -> Bool {
        guard CalendarText.isIn(leaf) else { return false }
        let method = leaf.contentType.parameters["method"]
        if let calendar = CalendarSummary(CalendarText(leaf), method: method, language) {
            take(calendar)
        } else if !CalendarText.isNamed(leaf) {
            return false
        }
        attach(leaf)
        return true
    }
}
