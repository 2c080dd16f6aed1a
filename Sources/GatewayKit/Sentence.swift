// SPDX-License-Identifier: Apache-2.0

/// A sentence for a person, in the two languages that Postern speaks. Operators read English.
package struct Sentence: Hashable, Sendable {
    package let english: String
    package let german: String

    package init(_ english: String, german: String) {
        self.english = english
        self.german = german
    }

    /// What somebody else said: the same in every language.
    package init(verbatim words: String) {
        self.init(words, german: words)
    }

    /// The text for an `xml:lang` tag (RFC 5646) such as `de-AT`; nil and every other language get English.
    package func text(for language: String?) -> String {
        Self.isGerman(language) ? german : english
    }

    /// The `xml:lang` of what `text(for:)` gives for the same tag.
    package static func language(for language: String?) -> String {
        isGerman(language) ? "de" : "en"
    }

    private static func isGerman(_ language: String?) -> Bool {
        guard let language = language?.lowercased() else { return false }
        return language == "de" || language.hasPrefix("de-")
    }
}
