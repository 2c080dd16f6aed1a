// SPDX-License-Identifier: Apache-2.0

import MIME

/// Which of our messages a report names.
enum OriginalMessage {
    /// Characters of the text that are looked through.
    private static let searchedText = 64 * 1024

    /// Its Message-ID, with angle brackets; nil where there is none of ours. The surest first: the field for it, the header
    /// that came back, what the report answers, a Message-ID in its text.
    static func id(in parts: ReportParts, for identity: MessageIdentity) -> String? {
        let notified = parts.dispositionNotification.flatMap { part in
            StatusFields.groups(in: ReportParts.text(of: part)).lazy.compactMap { $0["original-message-id"] }.first
        }
        let returned = parts.returnedFields?.messageID
        let ids =
            [notified, returned].compactMap { $0 } + parts.fields.inReplyTo + parts.fields.references
            + idsInText(parts.text)
        return ids.first { identity.isOurs(messageID: $0) }.map { identity.canonical(messageID: $0) }
    }

    /// Whatever stands in angle brackets close behind the words `Message-ID`.
    private static func idsInText(_ text: String) -> [String] {
        var ids: [String] = []
        var rest = Array(text.utf8.prefix(searchedText))[...]
        while let start = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "m") }) {
            rest = rest[(start + 1)...]
            guard isMarker(rest.prefix(9)) else { continue }
            let near = rest.dropFirst(9).prefix(200)
            guard let open = near.firstIndex(of: UInt8(ascii: "<")),
                let close = near[open...].firstIndex(of: UInt8(ascii: ">"))
            else { continue }
            ids.append(String(decoding: near[open...close], as: UTF8.self))
        }
        return ids
    }

    /// `essage-id`, `essage id`, in any case.
    private static func isMarker(_ bytes: ArraySlice<UInt8>) -> Bool {
        let word = String(decoding: bytes, as: UTF8.self).lowercased()
        return word == "essage-id" || word == "essage id"
    }
}
