// SPDX-License-Identifier: Apache-2.0

/// What has been used up of the limits that hold for a mail as a whole, with the mails attached to it.
struct ParsingBudget {
    var parts = 0
    var decodedMails = 0
    /// A limit was reached.
    var isTruncated = false
}
