// SPDX-License-Identifier: Apache-2.0

/// A chat message read by the rules of message styling (XEP-0393).
package struct StyledMessage: Sendable, Equatable {
    package let blocks: [StyledBlock]

    /// - Parameter text: With any line ends.
    package init(_ text: String) {
        blocks = StyledBlockParser.parse(text)
    }

    /// True where a span or a preformatted block is used. Quotations alone do not count: mail shows them well without.
    package var isStyled: Bool { blocks.contains(where: \.isStyled) }

    /// The lines without their styling marks, quotations and program text left out.
    package var plainLines: [String] {
        blocks.compactMap { block in
            guard case .line(_, let spans) = block else { return nil }
            return spans.map(\.plainText).joined()
        }
    }
}

/// A block (XEP-0393 section 5.1).
package indirect enum StyledBlock: Sendable, Equatable {
    /// One line as it was written, and what is in it.
    case line(source: String, [StyledSpan])
    /// What stood behind the opening marks, the lines between the marks, and whether they were closed.
    case preformatted(label: String, lines: [String], isClosed: Bool)
    case quotation([StyledBlock])

    fileprivate var isStyled: Bool {
        switch self {
        case .line(_, let spans): spans.contains(where: \.isStyled)
        case .preformatted: true
        case .quotation(let blocks): blocks.contains(where: \.isStyled)
        }
    }
}

/// A span (XEP-0393 section 5.2).
package indirect enum StyledSpan: Sendable, Equatable {
    case text(String)
    case strong([StyledSpan])
    case emphasis([StyledSpan])
    case strike([StyledSpan])
    case code(String)

    fileprivate var isStyled: Bool {
        if case .text = self { return false }
        return true
    }

    fileprivate var plainText: String {
        switch self {
        case .text(let text), .code(let text): text
        case .strong(let spans), .emphasis(let spans), .strike(let spans): spans.map(\.plainText).joined()
        }
    }
}
