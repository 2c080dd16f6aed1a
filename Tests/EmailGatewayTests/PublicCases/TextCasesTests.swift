// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

/// The text of a mail as its writer meant it: what is trimmed, what is not, and what a page says.
@Suite struct TextCasesTests {
    static let kinds = [
        "forward-lost", "over-trim", "trim-attribution", "trim-copied-header", "trim-signature", "sup-sub",
        "css-display",
        "css-class-hidden", "preheader", "tel-link", "relative-link", "link-of-picture", "html-misc",
    ]
    static let cases = PublicCase.all(of: kinds)

    @Test("the text says what the writer says", arguments: cases)
    func text(_ given: PublicCase) {
        let text = ChatReading(ParsedMail.parse(given.mail)).text
        #expect(!given.expectations.isEmpty)
        for expectation in given.expectations {
            switch expectation {
            case .holds(let words): for word in words { #expect(text.contains(word)) }
            case .lacks(let words): for word in words { #expect(!text.contains(word)) }
            case .isExactly(let whole): #expect(text == whole)
            }
        }
    }

    @Test func `there are cases of each kind`() {
        for kind in Self.kinds { #expect(Self.cases.contains { $0.name.hasPrefix(kind + "--") }, "\(kind)") }
    }
}
