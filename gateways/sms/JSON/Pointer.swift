// SPDX-License-Identifier: Apache-2.0

/// A JSON pointer (RFC 6901): `/data/to/0/status`; the empty text is the whole document. With `^` before it, it starts at
/// the document's root while an `each` walks an array: `^/data/id`. On a form or a query, `/From` names the field.
package struct Pointer: Hashable, Sendable {
    /// One step: a member's name, which may also be an array's index.
    package struct Token: Hashable, Sendable {
        package let name: String
        /// The name as an array index: digits without a leading zero (RFC 6901 section 4); nil for everything else.
        package let index: Int?
    }

    /// True for `^/…`: seen from the document, not from the element.
    package let isFromRoot: Bool
    package let tokens: [Token]

    /// Reads a pointer as a descriptor writes it.
    /// - Throws: `PointerProblem`, a sentence on what to write instead.
    package init(_ text: String) throws(PointerProblem) {
        isFromRoot = text.hasPrefix("^")
        let path = isFromRoot ? text.dropFirst() : text[...]
        guard path.isEmpty || path.hasPrefix("/") else {
            throw PointerProblem(sentence: "`\(text)` is not a pointer; a pointer begins with `/`, as in `/\(path)`")
        }
        var tokens: [Token] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            tokens.append(try Self.token(part, of: text))
        }
        self.tokens = tokens
    }

    /// The form or query field it names; nil unless it has exactly one step.
    package var field: String? {
        tokens.count == 1 ? tokens[0].name : nil
    }

    /// Undoes `~0` (`~`) and `~1` (`/`), RFC 6901 section 3.
    private static func token(_ part: Substring, of text: String) throws(PointerProblem) -> Token {
        var name = ""
        var isEscape = false
        for character in part {
            if isEscape {
                guard character == "0" || character == "1" else { throw PointerProblem(badEscapeIn: text) }
                name.append(character == "0" ? "~" : "/")
                isEscape = false
            } else if character == "~" {
                isEscape = true
            } else {
                name.append(character)
            }
        }
        if isEscape { throw PointerProblem(badEscapeIn: text) }
        return Token(name: name, index: index(name))
    }

    private static func index(_ name: String) -> Int? {
        guard name.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), name == "0" || !name.hasPrefix("0") else { return nil }
        return Int(name)
    }
}

/// Why a text is no pointer.
package struct PointerProblem: Error, Hashable, Sendable {
    /// What to write instead.
    package let sentence: String

    fileprivate init(sentence: String) {
        self.sentence = sentence
    }

    fileprivate init(badEscapeIn text: String) {
        self.init(sentence: "`\(text)` has a `~` that is neither `~0` (for ~) nor `~1` (for /)")
    }
}
