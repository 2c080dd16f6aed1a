// SPDX-License-Identifier: Apache-2.0

/// The phrases of all languages, looked for in one pass over a text.
enum ReportPhrases {
    enum Meaning: Hashable, Sendable {
        case failure, delay, promise, success, automaticAnswer, copy, copyTitle
        case reason(FailureReason)
        case hint(FailureReason)
    }

    private struct Phrase: Sendable {
        let octets: [UInt8]
        /// What must follow near by; nil where nothing must.
        let sequel: [UInt8]?
        let meaning: Meaning

        init(_ text: String, _ meaning: Meaning) {
            let pieces = text.split(separator: "*", maxSplits: 1).map { SpokenText.phrase(String($0)) }
            octets = pieces.first ?? []
            sequel = pieces.count > 1 ? pieces[1] : nil
            self.meaning = meaning
        }

        func begins(_ text: ArraySlice<UInt8>) -> Bool {
            guard text.starts(with: octets) else { return false }
            guard let sequel else { return true }
            // The blank at the end of the first may be the one at the beginning of the second.
            let near = text.dropFirst(octets.count - 1).prefix(ReportPhrases.reach)
            return near.indices.contains { near[$0...].starts(with: sequel) }
        }
    }

    /// Octets behind the first piece of a phrase in which the second one stands: the middle of a sentence.
    private static let reach = 80

    /// Where each meaning's first phrase stands; empty where nothing is known.
    static func places(in text: SpokenText) -> [Meaning: Int] {
        var places: [Meaning: Int] = [:]
        let octets = text.octets
        guard octets.count >= keyLength else { return places }
        for start in 0...(octets.count - keyLength) {
            guard let candidates = table[key(octets, at: start)] else { continue }
            for phrase in candidates where places[phrase.meaning] == nil {
                if phrase.begins(octets[start...]) { places[phrase.meaning] = start }
            }
        }
        return places
    }

    static func holds(_ meanings: Meaning..., in text: SpokenText) -> Bool {
        let places = places(in: text)
        return meanings.contains { places[$0] != nil }
    }

    /// Whether the whole of it is a title such as `----- Original message -----`.
    static func isCopyTitle(_ text: SpokenText) -> Bool { titles.contains(text.octets) }

    /// Octets by which a phrase is found; none is shorter.
    private static let keyLength = 4

    private static func key(_ octets: [UInt8], at start: Int) -> UInt32 {
        octets[start..<start + keyLength].reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static let table: [UInt32: [Phrase]] = {
        let all = ReportLanguage.all.flatMap { phrases(of: $0) }.filter { $0.octets.count >= keyLength }
        return Dictionary(grouping: all) { key($0.octets, at: 0) }
    }()

    private static let titles = Set(ReportLanguage.all.flatMap(\.copyTitle).map { SpokenText($0).octets })

    private static func phrases(of language: ReportLanguage) -> [Phrase] {
        let plain: [(Meaning, [String])] = [
            (.failure, language.failure), (.delay, language.delay + language.promise), (.promise, language.promise),
            (.success, language.success),
            (.automaticAnswer, language.automaticAnswer), (.copy, language.copy),
        ]
        let all =
            plain + language.reasons.map { (Meaning.reason($0.key), $0.value) }
            + language.hints.map { (Meaning.hint($0.key), $0.value) }
        return all.flatMap { meaning, texts in texts.map { Phrase($0, meaning) } }
    }
}
