// SPDX-License-Identifier: Apache-2.0

/// Where an adapter finds again what a message's links led to, so that they are asked for once: not again for the next
/// recipient, at the next attempt, or after a restart. What is kept goes as soon as no copy of the message waits any more.
package protocol FetchedFiles: Sendable {
    /// nil where nothing is known of that link.
    ///
    /// - Parameter message: the network's id, which all copies of the message share.
    func file(from link: String, of message: String) async -> FetchedFile?

    /// What cannot be kept, for want of room, will have to be fetched again.
    func keep(_ file: FetchedFile, from link: String, of message: String) async
}

/// What a link led to.
package enum FetchedFile: Sendable, Equatable {
    case file(Attachment)
    /// It was asked for, and could not be had.
    case nothing
}
