// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// What the links of a message led to.
struct LinkedFiles: Sendable {
    /// Of all files together, in octets: in base64 it is about 25 MiB, which most of the world's mailboxes take.
    static let mostOctets = 18 << 20

    private(set) var attachments: [OutgoingMail.Attachment] = []
    /// Those whose files go along; the others stay links.
    private(set) var links: Set<String> = []
    private(set) var octets = 0

    /// Fetches one after another, so that memory stays bounded. What cannot be had, or is too much, stays a link, as does a
    /// page that a line of the text is a link to. A task that is cancelled keeps what it has.
    ///
    /// - Parameters:
    ///   - media: those of the links that were sent as files, whatever they lead to.
    ///   - fetch: gives what a link leads to; nil where it cannot be had.
    static func fetch(
        _ links: [String], media: Set<String>, by fetch: (String) async -> Attachment?
    ) async -> LinkedFiles {
        var files = LinkedFiles()
        for link in links {
            guard !Task.isCancelled, files.octets < mostOctets, let file = await fetch(link),
                files.octets + file.content.count <= mostOctets, media.contains(link) || !isPage(file)
            else { continue }
            files.attachments.append(.init(name: file.name, type: file.type, bytes: file.content))
            files.links.insert(link)
            files.octets += file.content.count
        }
        return files
    }

    /// What a server shows in place of a file, such as a page to log in at.
    private static func isPage(_ file: Attachment) -> Bool {
        ["text/html", "application/xhtml+xml"].contains { file.type.lowercased().hasPrefix($0) }
    }
}
