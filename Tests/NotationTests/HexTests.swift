// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite("Hex")
struct HexTests {
    @Test("is written in lower case, or in capitals where it is part of a text")
    func written() {
        #expect(Hex.encode([0x00, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
        #expect(Hex.encode([]) == "")
        #expect(Hex.capitals(0xA5) == "A5" && Hex.capitals(0x0F) == "0F")
    }

    @Test("digits of either case have a value, and nothing else has")
    func values() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            #expect(Hex.value(of: byte).map(Int.init) == (byte < 0x80 ? character.hexDigitValue : nil), "\(byte)")
        }
        for value in UInt8(0)..<16 { #expect(Hex.value(of: Hex.capital(value)) == value) }
    }
}
