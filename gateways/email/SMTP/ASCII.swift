// SPDX-License-Identifier: Apache-2.0

/// Letters and digits of the protocol, whatever the locale.
enum ASCII {
    static func uppercased(_ byte: UInt8) -> UInt8 {
        (0x61...0x7A).contains(byte) ? byte & 0xDF : byte
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }

    /// Visible ASCII: no blank, no control character.
    static func isGraphic(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte)
    }
}
