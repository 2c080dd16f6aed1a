// SPDX-License-Identifier: Apache-2.0

/// Where the attachments behind links are kept. The tokens are its own: unguessable, and gone when they expire.
package protocol FileSource: Sendable {
    /// nil for a token that is unknown or has expired.
    func file(token: String) async -> StoredFile?
}

/// A file to be served under a link.
package struct StoredFile: Sendable {
    package enum Content: Sendable {
        case bytes([UInt8])
        /// A path in the file system; read as it is sent.
        case path(String)
    }

    /// The media type as its sender gave it, such as `image/png`; not to be believed.
    package let type: String
    /// What to call it when it is saved; any text.
    package let name: String
    package let content: Content
    /// In octets.
    package let size: Int

    package init(type: String, name: String, content: Content, size: Int) {
        self.type = type
        self.name = name
        self.content = content
        self.size = size
    }
}
