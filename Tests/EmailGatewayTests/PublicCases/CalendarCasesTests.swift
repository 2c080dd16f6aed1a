// SPDX-License-Identifier: Apache-2.0

import MIME
import Testing

@testable import EmailGateway

/// What an invitation says, whichever program wrote it.
@Suite struct CalendarCasesTests {
    static let cases = PublicCase.all(of: ["calendar", "calendar-description"])

    @Test("an invitation is read", arguments: cases)
    func text(_ given: PublicCase) {
        let text = ChatReading(ParsedMail.parse(given.mail)).text
        #expect(!given.expectations.isEmpty)
        #expect(text.contains("When: "))
        for expectation in given.expectations {
            switch expectation {
            case .holds(let words): for word in words { #expect(text.contains(word)) }
            case .lacks(let words): for word in words { #expect(!text.contains(word)) }
            case .isExactly(let whole): #expect(text == whole)
            }
        }
    }

    @Test func `there are cases`() { #expect(Self.cases.count >= 5) }
}
