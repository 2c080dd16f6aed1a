// SPDX-License-Identifier: Apache-2.0

import Settings

/// Reads `[states]` and `[state_errors]`.
enum StateMapLoader {
    static func load(_ root: SettingsTable) -> StateMap {
        let states = root.table("states")
        let foldsCase = states?.bool("fold_case") ?? true
        let words = states.map { read($0, foldsCase: foldsCase, as: ReportedState.allCases) } ?? [:]
        states?.finish()
        let errors = root.table("state_errors")
        let failures = errors.map { read($0, foldsCase: false, as: StateMap.FailureClass.allCases) } ?? [:]
        errors?.finish()
        return StateMap(words: words, failures: failures, foldsCase: foldsCase)
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
