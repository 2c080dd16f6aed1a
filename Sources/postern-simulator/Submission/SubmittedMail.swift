// SPDX-License-Identifier: Apache-2.0

import SMTP

/// A mail as Postern handed it in: the envelope and the bytes.
struct SubmittedMail: Sendable, Equatable {
    /// nil is the null sender, to whom nothing is reported.
    let sender: EnvelopeAddress?
    let parameters: MailParameters
    var recipients: [SubmittedRecipient] = []
    /// Lines end with CRLF; dot stuffing is undone.
    var bytes: [UInt8] = []
}

/// One recipient of an envelope, with the reports that were asked for.
struct SubmittedRecipient: Sendable, Equatable {
    let address: EnvelopeAddress
    let parameters: RecipientParameters
}
