// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternCrypto

import struct Foundation.Date

/// Our own name for a row towards providers: unique, `[A-Za-z0-9_-]{1,40}`. It begins with the time, so that the index on
/// it grows at one end and stays cheap to write; the randomness behind keeps it from being guessed. Lower case only: it
/// stands in mail addresses, and some servers change their case.
enum Reference {
    static func fresh(now: Date = Date()) -> String {
        let milliseconds = UInt64(max(0, now.timeIntervalSince1970) * 1000)
        return String(milliseconds, radix: 36) + "-" + Hex.encode(randomBytes(12))
    }
}
