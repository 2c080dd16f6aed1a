// SPDX-License-Identifier: Apache-2.0

/// JID Escaping (XEP-0106 version 1.1.1): a local part that may hold what no JID can, such as a mailbox.
///
///     bob@example.com  ⇄  bob\40example.com
package struct JIDEscaping: Feature {
    package init() {}

    /// The feature is written in its own escaping.
    package func features(of entity: Entity) -> [String] { entity == .gateway ? ["jid\\20escaping"] : [] }

    /// Section 3.2: the characters that a local part cannot hold, as two hexadecimal digits behind a backslash.
    private static let codes: [Unicode.Scalar: String] = [
        " ": "20", "\"": "22", "&": "26", "'": "27", "/": "2f", ":": "3a", "<": "3c", ">": "3e", "@": "40",
    ]

    /// The same, backwards, and with the backslash itself.
    private static let scalars: [String: Unicode.Scalar] = {
        var scalars: [String: Unicode.Scalar] = ["5c": "\\"]
        for (scalar, code) in codes { scalars[code] = scalar }
        return scalars
    }()

    /// Escapes text to stand as a local part. A backslash is escaped only where it would read as an escape sequence
    /// (section 4.2); upper-case digits count, for a server makes them lower-case.
    /// A space at either end must not be escaped (section 4.1): it stays, and no JID can be built from the result.
    package static func escape(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        var result = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == " ", result.isEmpty || rest.isEmpty {
                result.append(scalar)
            } else if let code = codes[scalar] {
                result.append("\\")
                result.append(contentsOf: code.unicodeScalars)
            } else if scalar == "\\", Self.scalars[String(rest.prefix(2)).lowercased()] != nil {
                result.append(contentsOf: "\\5c".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Undoes `escape`. A backslash that begins no escape sequence stands for itself (section 4.3), and so does that of
    /// an escaped space at either end.
    package static func unescape(_ localPart: String) -> String {
        var rest = localPart.unicodeScalars[...]
        var result = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "\\", let escaped = Self.scalars[String(rest.prefix(2))],
                escaped != " " || !(result.isEmpty || rest.dropFirst(2).isEmpty)
            {
                result.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
