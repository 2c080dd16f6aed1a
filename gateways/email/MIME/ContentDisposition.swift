// SPDX-License-Identifier: Apache-2.0

/// How a part wants to be shown (RFC 2183).
package struct ContentDisposition: Sendable, Equatable {
    package let kind: Kind
    /// Names in lower case; RFC 2231 is undone.
    package let parameters: [String: String]

    /// Octets of its name; what we know has ten.
    private static let longestKind = 64

    package enum Kind: Sendable, Equatable {
        case inline, attachment
        /// In lower case. RFC 2183 section 2.8: to be taken as an attachment.
        case other(String)
    }

    init(_ value: [UInt8]) {
        let (head, parameters) = ParameterList.split(value)
        let word = Charset.headerText(head.prefix(Self.longestKind)).lowercased()
        kind =
            switch word {
            case "inline": .inline
            case "attachment": .attachment
            default: .other(word)
            }
        self.parameters = parameters
    }

    /// As the sender wrote it, decoded, in one line; nil where there is none.
    package var fileName: String? { parameters["filename"].flatMap(Self.decodedName) }

    /// RFC 2047 section 5 forbids encoded words in parameters; half of the world's mailers write them there.
    static func decodedName(_ text: String) -> String? {
        let name = EncodedWords.decode(Array(text.utf8)).inOneLine
        return name.isEmpty ? nil : name
    }
}
