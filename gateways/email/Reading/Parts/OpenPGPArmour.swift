// SPDX-License-Identifier: Apache-2.0

/// OpenPGP within a text, as programs without PGP/MIME write it (RFC 9580 sections 6.2 and 7).
struct OpenPGPArmour {
    /// What is left to read: a signed text without its armour, an encrypted one's surroundings.
    let text: String
    let isEncrypted: Bool
    let isSigned: Bool

    init(_ text: String) {
        guard text.holds("-----BEGIN PGP ") else {
            (self.text, isEncrypted, isSigned) = (text, false, false)
            return
        }
        var reader = Reader()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { reader.read(line) }
        self.text = reader.kept.joined(separator: "\n")
        isEncrypted = reader.isEncrypted
        isSigned = reader.isSigned
    }

    private struct Reader {
        private enum Place {
            case outside, signedHeader, signedText, block
        }

        var kept: [Substring] = []
        var isEncrypted = false
        var isSigned = false
        private var place = Place.outside

        mutating func read(_ line: Substring) {
            switch line.dropTrailingWhiteSpace() {
            case "-----BEGIN PGP MESSAGE-----": (place, isEncrypted) = (.block, true)
            case "-----BEGIN PGP SIGNED MESSAGE-----": (place, isSigned) = (.signedHeader, true)
            case "-----BEGIN PGP SIGNATURE-----": place = .block
            case "-----END PGP MESSAGE-----", "-----END PGP SIGNATURE-----": place = .outside
            case let bare: readInner(line, isBlank: bare.isEmpty)
            }
        }

        private mutating func readInner(_ line: Substring, isBlank: Bool) {
            switch place {
            case .outside: kept.append(line)
            case .block: break
            case .signedHeader: if isBlank { place = .signedText }
            // Section 7.1: a dash at a line's beginning was escaped.
            case .signedText: kept.append(line.hasPrefix("- ") ? line.dropFirst(2) : line)
            }
        }
    }
}
