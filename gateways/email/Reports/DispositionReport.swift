// SPDX-License-Identifier: Apache-2.0

/// A message disposition notification (RFC 8098): what became of a mail after it was delivered.
enum DispositionReport {
    /// Only `displayed` says that somebody saw it; for everything else (`deleted`, `dispatched`, `processed`, `denied`)
    /// there is nothing to tell.
    ///
    /// - Parameter text: The body of the message/disposition-notification part.
    static func read(_ text: String, about originalMessageID: String?) -> [Notice] {
        guard let fields = StatusFields.groups(in: text).first(where: { $0["disposition"] != nil }),
            type(fields["disposition"]) == "displayed"
        else { return [] }
        return [
            Notice(
                originalMessageID: originalMessageID,
                recipient: ReportAddress.read(fields["original-recipient"])
                    ?? ReportAddress.read(fields["final-recipient"]),
                state: .displayed, status: nil, words: nil, meaning: nil)
        ]
    }

    /// Mail filters that reject a mail write that they deleted it (RFC 5429 section 2.2.1).
    static func isRefusal(_ text: String) -> Bool {
        StatusFields.groups(in: text).contains { fields in
            fields["disposition"]?.lowercased().hasPrefix("automatic-action") == true
                && type(fields["disposition"]) == "deleted"
        }
    }

    /// Of `manual-action/MDN-sent-manually; displayed/error` the word `displayed` (section 3.2.6).
    private static func type(_ disposition: String?) -> String? {
        guard let parts = disposition?.split(separator: ";", maxSplits: 1), parts.count == 2 else { return nil }
        return parts[1].drop { $0.isWhitespace }.prefix { $0.isLetter }.lowercased()
    }
}
