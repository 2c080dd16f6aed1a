// SPDX-License-Identifier: Apache-2.0

package import MIME

/// Whether a program or a list sent a mail: then no program may answer it.
package struct Automation: Sendable, Equatable {
    /// Nobody typed it to somebody: an automatic answer (RFC 3834), a report, bulk mail.
    package let isAutomatic: Bool
    /// It came through a mailing list (RFC 2919).
    package let isList: Bool
    /// The list's name for people, else its identifier; nil: none is given.
    package let listName: String?

    /// - Parameter isNullSender: whether the envelope's sender was `<>`, as RFC 5321 section 4.5.5 has it for reports.
    package init(_ fields: HeaderFields, isNullSender: Bool = false) {
        listName = Self.listName(fields)
        let precedence = fields["Precedence"]?.lowercased()
        isList =
            listName != nil || precedence == "list" || ["List-Post", "Mailing-List"].contains { fields[$0] != nil }
        isAutomatic =
            isNullSender || Self.isAutoSubmitted(fields) || ["bulk", "junk"].contains(precedence)
            || fields["Return-Path"] == "<>" || Self.suppressesAnswers(fields)
            || ["List-Unsubscribe", "Feedback-ID", "X-Autoreply", "X-Autorespond"].contains { fields[$0] != nil }
            || fields.from.contains { Self.isNobody($0.localPart) }
    }

    /// Neither a program of ours nor one of theirs is to answer it.
    package var forbidsAnswers: Bool { isAutomatic || isList }

    /// RFC 3834 section 5: every value but `no`, whatever parameters follow.
    private static func isAutoSubmitted(_ fields: HeaderFields) -> Bool {
        guard let value = fields["Auto-Submitted"] else { return false }
        return value.lowercased().prefix { $0.isLetter || $0 == "-" } != "no"
    }

    /// Exchange's field ([MS-OXCMAIL] section 2.1.3.2.20).
    private static func suppressesAnswers(_ fields: HeaderFields) -> Bool {
        guard let value = fields["X-Auto-Response-Suppress"]?.lowercased() else { return false }
        return ["all", "autoreply", "oof"].contains { value.holds($0) }
    }

    private static func isNobody(_ localPart: String) -> Bool {
        let name = localPart.lowercased().filter { $0.isLetter || $0.isNumber }
        return name.hasPrefix("noreply") || name.hasPrefix("donotreply") || name.hasSuffix("noreply")
            || name == "mailerdaemon"
    }

    /// `"The cooks" <cooks.example.org>`
    private static func listName(_ fields: HeaderFields) -> String? {
        guard let field = fields.text("List-Id") else { return nil }
        let phrase = PlainText.oneLine(String(field.prefix { $0 != "<" })).filter { $0 != "\"" }
        let name = String(phrase.dropTrailingWhiteSpace())
        if !name.isEmpty { return name }
        let identifier = PlainText.oneLine(String(field.filter { $0 != "<" && $0 != ">" }))
        return identifier.isEmpty ? nil : identifier
    }
}
