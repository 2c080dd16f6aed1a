// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// A reply of a server (RFC 5321 section 4.2), with its enhanced status code (RFC 2034) where it has one.
package struct Reply: Hashable, Sendable {
    /// What the first digit says.
    package enum Kind: Sendable {
        case completed, intermediate, temporary, permanent
    }

    /// 200 to 599.
    package let code: Int
    package let status: EnhancedStatus?
    /// The words, at least one line, without code and status; no line has a control character.
    package let lines: [String]

    /// A character that could end a line becomes a blank, so that no text can make two replies of one.
    package init(_ code: Int, _ status: EnhancedStatus?, _ lines: [String]) {
        self.code = code
        self.status = status
        self.lines = lines.isEmpty ? [""] : lines.map(Self.cleaned)
    }

    package init(_ code: Int, _ status: EnhancedStatus?, _ text: String) {
        self.init(code, status, [text])
    }

    /// A reply that has no status: a greeting, what EHLO offers, 354.
    package init(_ code: Int, _ lines: String...) {
        self.init(code, nil, lines)
    }

    package var kind: Kind {
        switch code {
        case ..<300: .completed
        case ..<400: .intermediate
        case ..<500: .temporary
        default: .permanent
        }
    }

    /// All lines in one, with blanks between them.
    package var text: String { lines.joined(separator: " ") }

    private static func cleaned(_ line: String) -> String {
        guard line.unicodeScalars.contains(where: AddressGrammar.isControl) else { return line }
        return String(
            String.UnicodeScalarView(line.unicodeScalars.map { AddressGrammar.isControl($0) ? " " : $0 }))
    }

    /// Writes the reply as it goes over the wire.
    package func write(into buffer: inout ByteBuffer) {
        let head = status.map { "\($0) " } ?? ""
        for (index, line) in lines.enumerated() {
            let separator = index == lines.count - 1 ? " " : "-"
            buffer.writeString("\(code)\(separator)\(head)\(line)\r\n")
        }
    }
}

extension Reply: CustomStringConvertible {
    /// One line, for a person: code, status, words.
    package var description: String {
        "\(code) " + (status.map { "\($0) " } ?? "") + text
    }
}
