// SPDX-License-Identifier: Apache-2.0

import XMPP

import struct Foundation.Date

/// Times as every listing shows them: RFC 3339, UTC.
enum Timestamp {
    static func text(_ date: Date) -> String { DateTimeProfile.text(date) }
}
