// SPDX-License-Identifier: Apache-2.0

/// What the text of a message leaves out; by this word the link to the whole message is known.
package enum Omission: String, Sendable {
    /// Nothing but the message that it answers.
    case quotedText = "quoted text"
    /// Other things, or others as well.
    case more
}
