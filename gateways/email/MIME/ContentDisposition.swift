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

    /// - Parameter charset: the mail's own, for names that are not encoded; nil: none is known.
    init(_ value: [UInt8], in charset: String? = nil) {
        let (head, parameters) = ParameterList.split(value, in: charset)
        let word = Charset.headerText(head.prefix(Self.longestKind)).lowercased()
        kind =
            switch word {
            case "inline": .inline
            case "attachment": .attachment
            // The word was forgotten; what has a name is a file.
            case "": parameters["filename"] == nil ? .inline : .attachment
            default: .other(word)
            }
        self.parameters = parameters
    }

    /// As the sender wrote it, decoded, in one line; nil where there is none.
    package var fileName: String? {
        // Every field of a form has a name (RFC 7578 section 4.2).
        let name = kind == .other("form-data") ? nil : parameters["name"]
        return (parameters["filename"] ?? name).flatMap(Self.decodedName)
    }

    /// RFC 2047 section 5 forbids encoded words in parameters; half of the world's mailers write them there. Quotes around
    /// the whole name are no part of it.
    static func decodedName(_ text: String) -> String? {
        var name = EncodedWords.decode(Array(text.utf8)).inOneLine[...]
        while name.hasPrefix("\"") { name = name.dropFirst() }
        while name.hasSuffix("\"") { name = name.dropLast() }
        if name.hasPrefix("'"), name.hasSuffix("'"), name.utf8.count > 2 { name = name.dropFirst().dropLast() }
        let line = String(name).inOneLine
        return line.isEmpty ? nil : line
    }
}
