// SPDX-License-Identifier: Apache-2.0

/// A file that came with a message and is kept until those whom it was sent to have had time to fetch it.
package struct StoredFile: Sendable, Equatable {
    /// Names the file to the outside, and is all that it takes to read it: unique and not to be guessed.
    package let token: String
    /// For whoever saves it; safe as the last part of a path.
    package let name: String
    /// A media type such as `image/png`.
    package let type: String
    package let content: [UInt8]

    package init(token: String, name: String, type: String, content: [UInt8]) {
        self.token = token
        self.name = name
        self.type = type
        self.content = content
    }
}
