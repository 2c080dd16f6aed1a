// SPDX-License-Identifier: Apache-2.0

import Notation

/// A parameter of a Content-Type or Content-Disposition field, such as a file name.
package struct HeaderParameter: Sendable {
    package enum Name: String, Sendable {
        case charset, boundary, format
        case fileName = "filename"
        case reportType = "report-type"
    }

    package let name: Name
    /// One line without control characters, whatever was given.
    package let value: HeaderText

    package init(_ name: Name, _ value: String) {
        self.name = name
        self.value = HeaderText(value)
    }

    /// Octets of a value that goes on one line; a longer one is continued (RFC 2231 section 3).
    private static let longestPiece = 54

    /// `name=value`, quoted where it must be; in several numbered pieces where it is long or not ASCII (RFC 2231).
    var atoms: [String] {
        let bytes = Array(value.text.utf8)
        guard bytes.count <= Self.longestPiece, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return extendedAtoms(bytes)
        }
        guard bytes.isEmpty || !bytes.allSatisfy(Token.isAllowed) else { return ["\(name.rawValue)=\(value.text)"] }
        return ["\(name.rawValue)=\(QuotedString.write(value.text))"]
    }

    private func extendedAtoms(_ bytes: [UInt8]) -> [String] {
        var pieces: [String] = ["utf-8''"]
        for byte in bytes {
            let next = Self.isAttributeCharacter(byte) ? String(Unicode.Scalar(byte)) : "%" + Hex.capitals(byte)
            if pieces[pieces.count - 1].utf8.count + next.utf8.count > Self.longestPiece { pieces.append("") }
            pieces[pieces.count - 1] += next
        }
        guard pieces.count > 1 else { return ["\(name.rawValue)*=\(pieces[0])"] }
        return pieces.enumerated().map { "\(name.rawValue)*\($0)*=\($1)" }
    }

    /// RFC 2231 section 7, `attribute-char`.
    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        Token.isAllowed(byte) && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "%")
    }
}

/// A quoted string (RFC 5322 section 3.2.4) of a text that is one line.
enum QuotedString {
    static func write(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
