// SPDX-License-Identifier: Apache-2.0

/// Finds what mail programs put behind an answer, by the names that they give it: the quoted mail and the signature.
struct HTMLHistory {
    /// What to leave out, by the beginnings: the last ones, behind which nothing stands that a reader would see. Empty
    /// when nothing would be left, or a mail is handed on.
    private(set) var ranges: [Int: Int] = [:]
    /// More than a signature is left out.
    private(set) var hasQuote = false
    /// A part that a program marked as the answered mail stays, for there is something below it, and no quotation marks
    /// show where it ends.
    private(set) var hasAnswerBelow = false

    private struct Candidate {
        let range: Range<Int>
        let isQuote: Bool
        /// Nothing but its name tells its text from the writer's.
        var isBare = false
    }

    init(_ document: HTMLDocument, _ relation: MailRelation) {
        guard relation.kind != .forward else { return }
        var end = document.nodes.count
        var quotes: [Range<Int>] = []
        for candidate in Self.candidates(in: document, relation).reversed() {
            let range = candidate.range
            guard !Self.hasContent(document, range.upperBound..<max(end, range.upperBound)) else {
                hasAnswerBelow = candidate.isBare
                break
            }
            ranges[range.lowerBound] = range.upperBound
            if candidate.isQuote { quotes.append(range) }
            end = range.lowerBound
        }
        // A mail that says that it is an answer hands nothing on by such marks.
        let handsOn =
            !relation.saysAnswer && quotes.contains { QuotedHistory.handsOn(document.firstLines(in: $0), relation) }
        if !handsOn, Self.hasContent(document, 0..<end) {
            hasQuote = !quotes.isEmpty
        } else {
            ranges = [:]
        }
    }

    /// Not within each other, in order.
    private static func candidates(in document: HTMLDocument, _ relation: MailRelation) -> [Candidate] {
        var found: [Candidate] = []
        var index = 0
        while index < document.nodes.count {
            guard case .element(let element) = document.nodes[index].content,
                let candidate = Self.candidate(element, at: index, in: document, relation)
            else {
                index += 1
                continue
            }
            found.append(candidate)
            index = candidate.range.upperBound
        }
        return found
    }

    private static func candidate(
        _ element: HTMLElement, at index: Int, in document: HTMLDocument, _ relation: MailRelation
    ) -> Candidate? {
        let end = document.nodes[index].end
        if HTMLMarks.beginsHistory(element) || isOutlookHeader(element, index..<end, document) {
            return Candidate(range: index..<document.nodes.count, isQuote: true)
        }
        if HTMLMarks.isQuote(element) {
            let shape = Self.shape(index, element, document)
            // What stands between the quotes is an answer.
            guard shape != .interleaved else { return nil }
            return Candidate(range: index..<end, isQuote: true, isBare: shape == .bare)
        }
        let isSignature = HTMLMarks.isSignature(element, isAnswer: relation.kind == .answer)
        guard isSignature, Self.isShort(document, index..<end) else { return nil }
        return Candidate(range: index..<end, isQuote: false)
    }

    private enum Shape {
        /// A quotation, or a frame around one.
        case quotation
        /// A frame around quotations, with words behind them.
        case interleaved
        /// A frame around the bare text of the answered mail.
        case bare
    }

    private static func shape(_ index: Int, _ element: HTMLElement, _ document: HTMLDocument) -> Shape {
        guard element.name != "blockquote", !HTMLMarks.isIntroduction(element) else { return .quotation }
        var hasQuotation = false
        var child = index + 1
        while child < document.nodes[index].end {
            let end = max(document.nodes[child].end, child + 1)
            if case .element(let inner) = document.nodes[child].content, HTMLMarks.isQuote(inner) {
                hasQuotation = hasQuotation || inner.name == "blockquote"
            } else if hasQuotation, hasContent(document, child..<end) {
                return .interleaved
            }
            child = end
        }
        return hasQuotation ? .quotation : .bare
    }

    /// Octets and nodes of the longest signature; whatever is longer is to be read.
    private static let longestSignature = 2_000

    private static func isShort(_ document: HTMLDocument, _ range: Range<Int>) -> Bool {
        guard range.count <= longestSignature else { return false }
        var size = 0
        for node in document.nodes[range] {
            if case .text(let text) = node.content { size += text.utf8.count }
            if size > longestSignature { return false }
        }
        return true
    }

    private static let nodesAboveHeader = 20

    /// Outlook names nothing, but draws its line above the header that it copies always in the same way.
    private static func isOutlookHeader(_ element: HTMLElement, _ range: Range<Int>, _ document: HTMLDocument) -> Bool {
        guard element.name == "div", element.style["border-top"]?.holds("solid") ?? false,
            element.style["border"]?.hasPrefix("none") ?? false, element.style["padding"]?.hasPrefix("3.0pt 0") ?? false
        else { return false }
        // Within a few elements stands the first field's name; a frame of nothing but frames has none.
        let near = document.nodes[range].prefix(Self.nodesAboveHeader)
        guard near.contains(where: { if case .text = $0.content { true } else { false } }) else { return false }
        let lines = document.firstLines(in: range)
        let first = lines.firstIndex { !$0.isEmpty }
        return first.flatMap { CopiedHeader(at: $0, in: lines[...]) }?.standsBelowRule ?? false
    }

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
