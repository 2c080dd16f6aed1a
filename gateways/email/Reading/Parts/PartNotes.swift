// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import MIME

/// What a person is told of parts that are no text.
enum PartNotes {
    static let openPGP = Sentence(
        "[This mail is encrypted with OpenPGP; it can only be read in a mail program that has the key.]",
        german:
            "[Diese Mail ist mit OpenPGP verschlüsselt; nur ein Mailprogramm, das den Schlüssel hat, kann sie lesen.]"
    )
    static let smime = Sentence(
        "[This mail is encrypted with S/MIME; it can only be read in a mail program that has the key.]",
        german:
            "[Diese Mail ist mit S/MIME verschlüsselt; nur ein Mailprogramm, das den Schlüssel hat, kann sie lesen.]"
    )
    static let signedSMIME = Sentence(
        "[This mail is signed with S/MIME in a form that only a mail program can open.]",
        german: "[Diese Mail ist mit S/MIME in einer Form signiert, die nur ein Mailprogramm öffnen kann.]")

    static let signedWithOpenPGP = Sentence(
        "[Signed with OpenPGP; the signature was not checked]",
        german: "[Mit OpenPGP signiert; die Signatur wurde nicht geprüft]")
    static let signedWithSMIME = Sentence(
        "[Signed with S/MIME; the signature was not checked]",
        german: "[Mit S/MIME signiert; die Signatur wurde nicht geprüft]")

    static func attachedMail(_ fields: HeaderFields) -> Sentence {
        let subject = fields.subject.map(PlainText.oneLine) ?? ""
        let author = fields.from.first.map { PlainText.oneLine($0.displayName ?? $0.address) } ?? ""
        let title = subject.isEmpty ? "" : " “\(subject)”"
        let germanTitle = subject.isEmpty ? "" : " „\(subject)“"
        return Sentence(
            "[Attached mail\(title)\(author.isEmpty ? "" : " from \(author)")]",
            german: "[Angehängte Mail\(germanTitle)\(author.isEmpty ? "" : " von \(author)")]")
    }
}
