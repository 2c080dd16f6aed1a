// SPDX-License-Identifier: Apache-2.0

/// The answer to one RCPT command.
package enum RecipientVerdict: Hashable, Sendable {
    case accepted
    /// The domain is ours, the mailbox is nobody's.
    case unknown
    /// A domain that is not ours: we relay for nobody.
    case wrongDomain
    /// For a reason of our own; the words go to the client.
    case refused(String)
    /// It may be different later; the words go to the client.
    case temporary(String)
}
