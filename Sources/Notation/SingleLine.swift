// SPDX-License-Identifier: Apache-2.0

/// A text as one line without control characters; runs of white space become one blank. Whatever a stranger brings along,
/// no second line can come of it.
package struct SingleLine: Hashable, Sendable {
    /// May be empty.
    package let text: String

    /// Characters kept; the rest is cut off behind an ellipsis. Nobody reads more in one line.
    package static let longest = 1_000
    /// Scalars kept: a character may have any number of joiners, and all that reads it goes over each.
    private static let mostScalars = 4 * longest

    package init(_ untrusted: some StringProtocol) {
        var kept = String.UnicodeScalarView()
        var isBlankDue = false
        var count = 0
        var marks = MarkRun()
        for scalar in untrusted.unicodeScalars {
            if Self.isBlank(scalar) {
                isBlankDue = !kept.isEmpty
            } else {
                if isBlankDue { kept.append(" ") }
                isBlankDue = false
                guard marks.takes(scalar) else { continue }
                guard count < Self.mostScalars else { break }
                count += 1
                kept.append(scalar)
            }
        }
        let line = String(kept)
        guard let end = line.index(line.startIndex, offsetBy: Self.longest, limitedBy: line.endIndex),
            end < line.endIndex
        else {
            text = line
            return
        }
        text = line[..<end] + "…"
    }

    /// White space, and everything that some reader takes for a line end: C0 and C1 controls (NUL, CR, LF, NEL) and the
    /// separators U+2028 and U+2029.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
        default: false
        }
    }
}
