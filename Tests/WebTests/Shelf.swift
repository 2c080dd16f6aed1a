// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Web

/// One file under the token `T0k-en`, which is nowhere in memory, and what was asked of it.
final class Shelf: FileSource {
    private let facts: ServedFile
    /// From here on it has gone.
    private let end: Int
    private let octet: @Sendable (Int) -> UInt8
    private let asked = Mutex((lookups: 0, pieces: 0, longest: 0))

    init(type: String, name: String, size: Int, isGoneAt end: Int = .max, octet: @escaping @Sendable (Int) -> UInt8) {
        facts = ServedFile(type: type, name: name, size: size)
        self.end = end
        self.octet = octet
    }

    var lookups: Int { asked.withLock { $0.lookups } }
    var pieces: Int { asked.withLock { $0.pieces } }
    var longestPiece: Int { asked.withLock { $0.longest } }

    func content(_ range: Range<Int>) -> [UInt8] { range.map(octet) }

    func file(token: String) async -> ServedFile? {
        asked.withLock { $0.lookups += 1 }
        return token == "T0k-en" ? facts : nil
    }

    func content(of token: String, from offset: Int, upTo count: Int) async -> [UInt8]? {
        asked.withLock { asked in
            asked.pieces += 1
            asked.longest = max(asked.longest, count)
        }
        guard offset < end else { return nil }
        return content(offset..<min(offset + count, facts.size))
    }
}
