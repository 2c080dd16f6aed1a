// SPDX-License-Identifier: Apache-2.0

/// Who a message is from and for, as the mail server is told. The header of the message has no part in it.
package struct SubmissionEnvelope: Sendable, Equatable {
    /// Where failures come back to; nil is the null sender, to which nobody reports.
    package let from: EnvelopeAddress?
    /// At least one, or the submission is refused.
    package let recipients: [EnvelopeAddress]
    /// Comes back in reports (RFC 3461 section 4.4); nil asks for none.
    package let envelopeID: String?
    /// Whether success, delay and failure are to be reported, where the server can.
    package let wantsReports: Bool

    package init(
        from: EnvelopeAddress?, recipients: [EnvelopeAddress], envelopeID: String? = nil, wantsReports: Bool = false
    ) {
        self.from = from
        self.recipients = recipients
        self.envelopeID = envelopeID
        self.wantsReports = wantsReports
    }
}
