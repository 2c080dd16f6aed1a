// SPDX-License-Identifier: Apache-2.0

/// Where the attachments behind links are kept. The tokens are its own: unguessable, and gone when they expire.
package protocol FileSource: Sendable {
    /// nil for a token that is unknown or has expired. Reads nothing of the content.
    func file(token: String) async -> ServedFile?

    /// A piece of the content, `count` octets of it or as many as there are; nil where the file has gone meanwhile.
    func content(of token: String, from offset: Int, upTo count: Int) async -> [UInt8]?
}

/// What is known of a file that is served under a link.
package struct ServedFile: Sendable {
    /// The media type as its sender gave it, such as `image/png`; not to be believed.
    package let type: String
    /// What to call it when it is saved; any text.
    package let name: String
    /// In octets.
    package let size: Int

    package init(type: String, name: String, size: Int) {
        self.type = type
        self.name = name
        self.size = size
    }
}
