// SPDX-License-Identifier: Apache-2.0

/// What the envelope tells of a mail that may be a report; its header is anybody's word.
package struct MailArrival: Sendable {
    /// It has the null sender, as reports must (RFC 5321 section 4.5.5).
    package let isFromNobody: Bool
    /// It came to the bounce address of one of our messages, and so is about that one.
    package let isToBounceAddress: Bool

    package init(isFromNobody: Bool, isToBounceAddress: Bool) {
        self.isFromNobody = isFromNobody
        self.isToBounceAddress = isToBounceAddress
    }
}
