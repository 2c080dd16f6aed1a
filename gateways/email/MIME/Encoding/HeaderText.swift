// SPDX-License-Identifier: Apache-2.0

import Notation

/// Free text for a header field, made harmless when it is made: one line, cut to what Postfix (which truncates a header at
/// 100 KiB) and people read. Whatever a person, a nickname or a file name brings along, no second header can come of it.
package struct HeaderText: Hashable, Sendable {
    /// One line; may be empty.
    package let text: String

    package static let longest = SingleLine.longest

    package init(_ untrusted: some StringProtocol) {
        text = SingleLine(untrusted).text
    }
}
