// SPDX-License-Identifier: Apache-2.0

/// The names by which mail programs mark what is not the writer's new text. Data; what Outlook forwards, it marks anew
/// with an `x_` in front.
enum HTMLMarks {
    private static let quoteClasses: Set<String> = [
        "gmail_attr", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "OutlookMessageHeader", "zmail_extra",
        "bloop_original_html", "GroupWiseReplyHeader", "mail-quote-collapse", "wmi-quote", "quoted_output_body",
        "aol_quote",
    ]
    private static let quoteIDs: Set<String> = [
        "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION", "zmail_extra", "reply-intro",
        "isReplyContent",
        "blockquote_zmail", "mail-app-auto-quote", "replySplit",
    ]
    private static let quoteNames: Set<String> = ["quote", "messageReplySection"]
    private static let blockquoteClasses: Set<String> = [
        "gmail_quote", "tutanota_quote", "front-blockquote", "freshdesk_quote", "protonmail_quote", "iosymail",
        "yahoo_quoted",
    ]
    private static let signatureClasses: Set<String> = [
        "gmail_signature", "gmail_signature_prefix", "moz-signature", "protonmail_signature_block", "io-ox-signature",
        "k9mail-signature", "bloop_sign", "aol_signature", "mailspring-signature", "front-signature", "Apple-signature",
        "-x-evo-signature-wrapper", "x-evo-signature", "wisestamp_app", "zm-signature", "mailbird-signature",
        "tutanota_signature", "ms-outlook-mobile-signature", "rcmBody_signature", "mail-signature", "email-signature",
        "sh-signature",
    ]
    private static let signatureIDs: Set<String> = [
        "Signature", "AppleMailSignature", "ms-outlook-mobile-signature", "_rc_sig", "v1_rc_sig", "composer_signature",
        "Zm-_Id_-Sgn", "bloop_sign", "mb-signature",
        "AppleMailSignatureLineBreak", "signature_old",
    ]
    private static let signatureNames: Set<String> = ["messageSignatureSection"]
    private static let introductionClasses: Set<String> = ["gmail_attr", "moz-cite-prefix"]
    /// From here on all is history, although it is not inside.
    private static let headers: Set<String> = ["divRplyFwdMsg", "appendonsend", "stopSpelling", "zwchr"]

    static func beginsHistory(_ element: HTMLElement) -> Bool { id(of: element).map { headers.contains($0) } ?? false }

    static func isQuote(_ element: HTMLElement) -> Bool {
        if let id = id(of: element), quoteIDs.contains(id) || id.holds("yahoo_quoted") { return true }
        if element.name == "blockquote" {
            return element["type"] == "cite" || element.classes.contains { blockquoteClasses.contains($0) }
        }
        // GMX, WEB.DE and mail.com; Spark.
        if element.name == "div", let name = element["name"], quoteNames.contains(name) { return true }
        return element.classes.contains { quoteClasses.contains(bare($0)) || $0.hasSuffix("yahoo_quoted") }
    }

    /// The line above a quote, marked apart from it.
    static func isIntroduction(_ element: HTMLElement) -> Bool {
        element.classes.contains { introductionClasses.contains(bare($0)) } || id(of: element) == "reply-intro"
    }

    /// - Parameter isAnswer: then whatever is called a signature is one; other mail is signed with more than a name.
    static func isSignature(_ element: HTMLElement, isAnswer: Bool) -> Bool {
        if let id = id(of: element), signatureIDs.contains(id) || (isAnswer && isNamedSo(id)) { return true }
        if let name = element["name"], element.name == "div", signatureNames.contains(name) { return true }
        return element.classes.contains { signatureClasses.contains(bare($0)) || (isAnswer && isNamedSo($0)) }
    }

    private static func isNamedSo(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower.hasSuffix("signature") || lower.hasSuffix("_sig") || lower.hasSuffix("-sig")
    }

    private static func id(of element: HTMLElement) -> String? {
        guard let id = element["id"], id.utf8.count <= HTMLElement.longestName else { return nil }
        return bare(id)
    }

    private static func bare(_ name: String) -> String { name.hasPrefix("x_") ? String(name.dropFirst(2)) : name }
}
