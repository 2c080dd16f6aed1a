// SPDX-License-Identifier: Apache-2.0

/// An enhanced mail system status code (RFC 3463), `5.1.1`.
package struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
    /// 2 is success, 4 a persistent transient failure, 5 a permanent one.
    package let `class`: Int
    /// What the detail is about: 1 addressing, 2 mailbox, 3 mail system, 4 network, 5 protocol, 6 content, 7 policy.
    package let subject: Int
    package let detail: Int

    /// Digits that a subject or a detail may have (section 2).
    private static let digitLimit = 3

    package init(_ class: Int, _ subject: Int, _ detail: Int) {
        self.class = `class`
        self.subject = subject
        self.detail = detail
    }

    /// nil where the text is not `class.subject.detail`, with 2, 4 or 5 as the class.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count <= Self.digitLimit }),
            let `class` = DecimalNumber.parse(parts[0]), [2, 4, 5].contains(`class`),
            let subject = DecimalNumber.parse(parts[1]), let detail = DecimalNumber.parse(parts[2])
        else { return nil }
        self.init(`class`, subject, detail)
    }

    package var description: String { "\(`class`).\(subject).\(detail)" }
}
