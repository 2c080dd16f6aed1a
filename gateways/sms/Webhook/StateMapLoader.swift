// SPDX-License-Identifier: Apache-2.0

import Settings

/// Reads `[states]`, `[state_errors]` and `[state_texts]`.
enum StateMapLoader {
    static func load(_ root: SettingsTable) -> StateMap {
        let states = root.table("states")
        let foldsCase = states?.bool("fold_case") ?? true
        let words = states.map { read($0, foldsCase: foldsCase, as: ReportedState.allCases) } ?? [:]
        states?.finish()
        let errors = root.table("state_errors")
        let failures = errors.map { read($0, foldsCase: false, as: StateMap.FailureClass.allCases) } ?? [:]
        errors?.finish()
        let patterns = root.table("state_texts")
        let texts = patterns.map(texts) ?? []
        patterns?.finish()
        return StateMap(words: words, failures: failures, texts: texts, foldsCase: foldsCase)
    }

    /// `expired = ["stat:EXPIRED"]` for every one of the classes, in the order of the descriptor.
    private static func texts(_ table: SettingsTable) -> [StateMap.FailureText] {
        table.keys.compactMap(StateMap.FailureClass.init).flatMap { meaning in
            let patterns = table.value(meaning.rawValue, .list(of: .pattern)) ?? []
            return patterns.map { StateMap.FailureText(pattern: $0, meaning: meaning) }
        }
    }

    /// `sent = ["sent", "buffered"]` for every one of the cases; a word belongs to one of them.
    private static func read<Meaning: RawRepresentable<String>>(
        _ table: SettingsTable, foldsCase: Bool, as meanings: [Meaning]
    ) -> [String: Meaning] {
        var map: [String: Meaning] = [:]
        for meaning in meanings {
            for word in table.value(meaning.rawValue, .list(of: .scalar)) ?? [] {
                let key = foldsCase ? word.lowercased() : word
                if let other = map[key] {
                    table.problem("\"\(word)\" stands under \(other.rawValue) already", key: meaning.rawValue)
                }
                map[key] = meaning
            }
        }
        return map
    }
}
