// SPDX-License-Identifier: Apache-2.0

// A message may say the same in several languages (RFC 6121 sections 5.2.3 and 5.2.4): a `<body/>` or `<subject/>` for
// each, told apart by `xml:lang`. A network that has room for one text gets the one that its sender would choose.
extension Stanza {
    /// Of the payload elements of this name that hold more than white space: the one in the stanza's own language, else the
    /// one without `xml:lang`, else the first. nil where there is none.
    package func localizedText(_ local: String) -> String? {
        var best: (rank: LanguageRank, text: String)?
        for element in payload where element.is(local, Namespace.component) {
            let rank = LanguageRank(element.language, wanted: language)
            guard best.map({ rank < $0.rank }) ?? true else { continue }
            let text = element.text
            if text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) { best = (rank, text) }
        }
        return best?.text
    }
}

/// How well a text's language suits, the best first.
private enum LanguageRank: Int, Comparable {
    case same
    /// `de` and `de-AT` are understood by the same people.
    case related
    /// The stanza's default, in whatever language it is.
    case unmarked
    case other

    /// Bytes of a tag. Longer ones name no language that anybody speaks (RFC 5646 section 4.4.1), and one may have to be
    /// compared with those of many bodies.
    private static let longest = 128

    /// Tags are compared without case (RFC 5646 section 2.1.1), related ones by their first part alone.
    init(_ tag: String?, wanted: String?) {
        guard let tag, !tag.isEmpty else {
            self = .unmarked
            return
        }
        guard tag.utf8.count <= Self.longest, let wanted, wanted.utf8.count <= Self.longest else {
            self = .other
            return
        }
        let names = (has: tag.lowercased(), wants: wanted.lowercased())
        if names.has == names.wants {
            self = .same
        } else {
            let isRelated = !names.wants.isEmpty && Self.primary(names.has) == Self.primary(names.wants)
            self = isRelated ? .related : .other
        }
    }

    private static func primary(_ tag: String) -> Substring {
        tag.prefix { $0 != "-" }
    }

    static func < (left: LanguageRank, right: LanguageRank) -> Bool {
        left.rawValue < right.rawValue
    }
}
