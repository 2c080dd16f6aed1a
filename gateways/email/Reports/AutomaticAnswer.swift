// SPDX-License-Identifier: Apache-2.0

import MIME

/// What a person's holiday program sends to the address that failures return to. Its words are anybody's, and may speak of
/// mail that was not delivered; so what it *is* counts: fields that only such programs write, and subjects.
enum AutomaticAnswer {
    /// Not for what mail systems sign: most of them call their bounces `auto-replied`, too.
    static func isDeclared(_ fields: HeaderFields) -> Bool {
        let submitted = fields["Auto-Submitted"]?.lowercased().prefix { $0.isLetter || $0 == "-" }
        return submitted == "auto-replied" || fields["Precedence"]?.lowercased() == "auto_reply"
            || marks.contains { fields[$0] != nil }
    }

    static func isSubject(_ subject: SpokenText) -> Bool {
        let places = ReportPhrases.places(in: subject)
        return places[.automaticAnswer] != nil && places[.failure] == nil && places[.delay] == nil
    }

    private static let marks = [
        "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From", "X-Autoreply-From", "X-Vacation",
        "X-MS-Exchange-Inbox-Rules-Loop", "X-Mail-Autoreply", "Auto-Reply",
    ]
}
