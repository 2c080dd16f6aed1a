// SPDX-License-Identifier: Apache-2.0

import PosternCrypto
import SMTP

/// What the submission server asks of whoever runs it.
struct SubmissionPolicy: Sendable {
    /// What the server calls itself.
    let name: String
    /// nil takes mail without a login.
    let login: Login?
    /// What becomes of this attempt at one recipient.
    let fate: @Sendable (_ recipient: EnvelopeAddress, _ sender: EnvelopeAddress?) -> MailFate
    /// Takes a mail, and returns what it is called.
    let take: @Sendable (SubmittedMail) -> String

    struct Login: Sendable, Equatable {
        let username: String
        let password: String

        func isRight(_ username: String, _ password: String) -> Bool {
            constantTimeEqual(username, self.username) && constantTimeEqual(password, self.password)
        }
    }
}
