// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite("windows-1252")
struct Windows1252Tests {
    /// Python's and Foundation's tables have no character for these.
    static let unassigned: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

    @Test("is read as Foundation reads it, octet for octet")
    func everyOctet() {
        for octet in UInt8.min...UInt8.max where !Self.unassigned.contains(octet) {
            let expected = String(bytes: [octet], encoding: .windowsCP1252)
            #expect(Windows1252.decode([octet]) == expected, "\(octet)")
            #expect(Windows1252.scalar(octet).map { String($0) } == expected, "\(octet)")
        }
        for octet in Self.unassigned {
            #expect(Windows1252.decode([octet]) == "\u{FFFD}")
            #expect(Windows1252.scalar(octet) == nil)
        }
    }
}
