// SPDX-License-Identifier: Apache-2.0

/// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 section 6.2.1, formerly GSM 03.38).
package enum GSM7 {
    /// In the order of their codes, 0x00 to 0x7F without 0x1B, which is the escape to the extension table.
    private static let basic =
        "@£$¥èéùìòÇ\nØø\rÅå" + "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ" + " !\"#¤%&'()*+,-./" + "0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNO" + "PQRSTUVWXYZÄÖÑÜ§" + "¿abcdefghijklmno" + "pqrstuvwxyzäöñüà"

    private static let `extension` = "\u{C}^{}\\[~]|€"

    /// Every character of both tables.
    package static let characters = Array((basic + `extension`).unicodeScalars)

    private static let septetsPerScalar: [Unicode.Scalar: Int] = {
        var table: [Unicode.Scalar: Int] = [:]
        for scalar in basic.unicodeScalars { table[scalar] = 1 }
        for scalar in `extension`.unicodeScalars { table[scalar] = 2 }
        return table
    }()

    /// Most text is ASCII: looked up by code, 0 where the alphabet does not have it.
    private static let septetsPerByte: [Int] = (0..<128).map { septetsPerScalar[Unicode.Scalar(UInt8($0))] ?? 0 }

    /// How many septets a character takes, 1 or 2; nil where the alphabet does not have it.
    package static func septets(of scalar: Unicode.Scalar) -> Int? {
        guard scalar.isASCII else { return septetsPerScalar[scalar] }
        let count = septetsPerByte[Int(scalar.value)]
        return count == 0 ? nil : count
    }
}
