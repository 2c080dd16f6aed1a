// SPDX-License-Identifier: Apache-2.0

/// One `Authentication-Results` field (RFC 8601 section 2.2).
struct AuthenticationResults: Equatable {
    struct Method: Equatable {
        /// In lower case, without its version: "dkim".
        let name: String
        /// In lower case: "pass".
        let result: String
        /// By "ptype.property" in lower case, such as "header.d"; the first of each.
        let properties: [String: String]
    }

    /// In lower case.
    let authservID: String
    let methods: [Method]

    /// nil: it does not begin as one, or has a version other than 1.
    init?(_ value: String) {
        let statements = Self.statements(value)
        guard let head = statements.first, let name = head.first, head.count <= 2,
            head.dropFirst().allSatisfy({ $0 == "1" })
        else { return nil }
        authservID = name.lowercased()
        methods = statements.dropFirst().compactMap(Self.method)
    }

    /// Bytes of a property's name; "policy.iprev" and "smtp.mailfrom" are long ones.
    private static let longestProperty = 64

    /// `dkim/1=pass reason="…" header.d=example.org`
    private static func method(_ words: [String]) -> Method? {
        guard let first = words.first, let (name, result) = pair(first) else { return nil }
        var properties: [String: String] = [:]
        for word in words.dropFirst() {
            if let (name, value) = pair(word), name.utf8.count <= longestProperty, properties[name] == nil {
                properties[name] = value
            }
        }
        let bareName = String(name.prefix { $0 != "/" })
        return Method(name: bareName, result: result.lowercased(), properties: properties)
    }

    private static func pair(_ word: String) -> (name: String, value: String)? {
        guard let equals = word.firstIndex(of: "=") else { return nil }
        return (word[..<equals].lowercased(), String(word[word.index(after: equals)...]))
    }

    /// The words between semicolons. Comments are left out, quotes are taken off, and blanks around `=`, which the
    /// grammar allows, belong to no word.
    private static func statements(_ value: String) -> [[String]] {
        var reader = Reader()
        for character in value { reader.read(character) }
        return reader.finish()
    }

    private struct Reader {
        private var statements: [[String]] = []
        private var words: [String] = []
        private var word = ""
        private var commentDepth = 0
        private var isQuoted = false
        private var isEscaped = false
        /// A blank was read behind the word: only `=` continues it.
        private var isPaused = false

        mutating func read(_ character: Character) {
            if isEscaped {
                isEscaped = false
                if commentDepth == 0 { word.append(character) }
            } else if character == "\\", isQuoted || commentDepth > 0 {
                isEscaped = true
            } else if commentDepth > 0 {
                commentDepth += character == "(" ? 1 : character == ")" ? -1 : 0
            } else if character == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                word.append(character)
            } else {
                readPlain(character)
            }
        }

        private mutating func readPlain(_ character: Character) {
            switch character {
            case "(": (commentDepth, isPaused) = (1, true)
            case ";": endStatement()
            case _ where character.isWhitespace: isPaused = true
            default:
                if isPaused, character != "=", word.utf8.last != UInt8(ascii: "=") { endWord() }
                isPaused = false
                word.append(character)
            }
        }

        mutating func finish() -> [[String]] {
            endStatement()
            return statements
        }

        private mutating func endWord() {
            if !word.isEmpty { words.append(word) }
            (word, isPaused) = ("", false)
        }

        private mutating func endStatement() {
            endWord()
            statements.append(words)
            words = []
        }
    }
}
