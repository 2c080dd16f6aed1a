// SPDX-License-Identifier: Apache-2.0

/// Finds what mail programs put behind an answer, by the names that they give it: the quoted mail and the signature.
enum HTMLHistory {
    private static let quotes: Set<String> = ["gmail_attr", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote"]
    private static let quoteIDs: Set<String> = [
        "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION", "zmail_extra", "reply-intro",
    ]
    private static let signatures: Set<String> = [
        "gmail_signature", "gmail_signature_prefix", "moz-signature", "protonmail_signature_block",
    ]
    private static let signatureIDs: Set<String> = ["Signature", "AppleMailSignature", "ms-outlook-mobile-signature"]
    /// From here on all is history, although it is not inside.
    private static let headers: Set<String> = ["divRplyFwdMsg", "appendonsend"]

    /// The ranges to leave out, by their beginnings: the last ones, behind which nothing stands that a reader would
    /// see. Empty when nothing would be left.
    static func trailing(in document: HTMLDocument) -> [Int: Int] {
        var chosen: [Int: Int] = [:]
        var end = document.nodes.count
        for range in candidates(in: document).reversed() {
            guard !hasContent(document, range.upperBound..<max(end, range.upperBound)) else { break }
            chosen[range.lowerBound] = range.upperBound
            end = range.lowerBound
        }
        return hasContent(document, 0..<end) ? chosen : [:]
    }

    /// Not within each other, in order.
    private static func candidates(in document: HTMLDocument) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < document.nodes.count {
            let node = document.nodes[index]
            guard case .element(let element) = node.content, let end = end(of: element, node, in: document) else {
                index += 1
                continue
            }
            found.append(index..<end)
            index = end
        }
        return found
    }

    private static func end(of element: HTMLElement, _ node: HTMLNode, in document: HTMLDocument) -> Int? {
        if element.name == "blockquote" {
            let isQuote = element["type"] == "cite" || has(element, "gmail_quote") || has(element, "tutanota_quote")
            return isQuote ? node.end : nil
        }
        if let id = element["id"], id.utf8.count <= HTMLElement.longestName {
            if headers.contains(id) { return document.nodes.count }
            if quoteIDs.contains(id) || signatureIDs.contains(id) { return node.end }
        }
        // GMX, WEB.DE and mail.com.
        if element.name == "div", element["name"] == "quote" { return node.end }
        let isNamed = element.classes.contains { quotes.contains($0) || signatures.contains($0) }
        return isNamed ? node.end : nil
    }

    private static func has(_ element: HTMLElement, _ name: String) -> Bool { element.classes.contains(name) }

    /// Letters, or a picture that is more than a pixel.
    private static func hasContent(_ document: HTMLDocument, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            switch document.nodes[index].content {
            case .text(let text):
                if text.unicodeScalars.contains(where: { if case .visible = ReadableScalar($0) { true } else { false } }
                ) {
                    return true
                }
            case .element(let element) where element.isInvisible:
                index = document.nodes[index].end
                continue
            case .element(let element):
                if element.name == "img", !HTMLImage(element).isPixel { return true }
            }
            index += 1
        }
        return false
    }
}
