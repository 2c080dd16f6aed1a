// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Data
import class Foundation.JSONDecoder

/// A reaction as Gmail writes it for programs, in `text/vnd.google.email-reaction+json`:
/// `{"version": 1, "emoji": "👍"}`.
struct EmojiReaction: Decodable {
    let emoji: String

    /// Octets of one; it has some forty.
    private static let longest = 1024
    /// Octets of an emoji: the longest that are drawn are families and flags of some 35.
    private static let longestEmoji = 64

    /// nil where it is none.
    init?(_ json: [UInt8]) {
        guard json.count <= Self.longest, let read = try? JSONDecoder().decode(Self.self, from: Data(json)),
            !read.emoji.isEmpty, read.emoji.utf8.count <= Self.longestEmoji
        else { return nil }
        self = read
    }
}
