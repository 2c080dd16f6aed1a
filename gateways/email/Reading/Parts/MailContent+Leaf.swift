// SPDX-License-Identifier: Apache-2.0

import MIME

/// A part that holds no others.
extension MailContent {
    mutating func takeLeaf(_ leaf: Entity) {
        switch leaf.contentType.essence {
        case "text/plain" where isBody(leaf), "text/markdown" where isBody(leaf): takePlain(leaf.text)
        case "text/html" where isBody(leaf): takeHTML(leaf.rawText)
        case "text/calendar", "application/ics": takeCalendar(leaf)
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            let isSigned = leaf.contentType.parameters["smime-type"]?.lowercased() == "signed-data"
            withhold(isSigned ? PartNotes.signedSMIME : PartNotes.smime)
        case "application/pgp-encrypted": withhold(PartNotes.openPGP)
        case "application/applefile": break  // A resource fork is of no use in a chat.
        default: attach(leaf)
        }
    }

    /// Whether a text is to be read, not to be saved. Some programs name the text itself.
    private func isBody(_ leaf: Entity) -> Bool {
        switch leaf.disposition?.kind {
        case nil, .inline?: leaf.fileName == nil || !hasText
        case .attachment?, .other?: false
        }
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
        let read = HTMLText(text, keepsHistory: isForward)
        append(read.lines, .html)
        isAbridged = isAbridged || read.isAbridged
        hiddenImages.formUnion(read.hiddenImages)
    }

    private mutating func takeCalendar(_ leaf: Entity) {
        if let note = CalendarSummary.text(of: leaf.text, method: leaf.contentType.parameters["method"], language),
            !notes.contains(note)
        {
            notes.append(note)
        }
        attach(leaf)
    }
}
