// SPDX-License-Identifier: Apache-2.0

import Settings

/// A text with holes, `{to}` or `{encoding|map:gsm7=0:ucs2=2}`, parsed once when its descriptor is loaded. `{{` and `}}`
/// stand for braces. It is never joined into syntax: what it yields is a value, and a serializer escapes it.
package struct Template: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case literal(String)
        case hole(Hole)
    }

    struct Hole: Hashable, Sendable {
        let variable: Variable
        let filters: [Filter]
        /// What is left after the filters.
        let kind: ValueKind
        /// `{x*}`: the pair around it is repeated for each element.
        let repeats: Bool

        /// The filtered value; nil where it is absent.
        func value(_ inputs: some TemplateInputs) -> JSONValue? {
            var value = inputs.value(of: variable)
            for filter in filters { value = value.flatMap(filter.apply) }
            return value
        }
    }

    let parts: [Part]

    /// The only hole, where the template is nothing else: then the value keeps its type.
    var wholeHole: Hole? {
        if parts.count == 1, case .hole(let hole) = parts[0] { hole } else { nil }
    }

    /// True for `{x*}`.
    var repeats: Bool { wholeHole?.repeats ?? false }

    /// The variables it names.
    package var variables: [Variable] {
        parts.compactMap { if case .hole(let hole) = $0 { hole.variable } else { nil } }
    }

    /// The value of a leaf: typed where the template is one hole, else a text; nil where a hole's value is absent.
    func value(_ inputs: some TemplateInputs) -> JSONValue? {
        if let hole = wholeHole { return hole.value(inputs) }
        return text(inputs).map(JSONValue.string)
    }

    /// The template as text; nil where a hole's value is absent.
    package func text(_ inputs: some TemplateInputs) -> String? {
        if let hole = wholeHole { return hole.value(inputs)?.text }
        if parts.count == 1, case .literal(let text) = parts[0] { return text }
        var result = ""
        for part in parts {
            switch part {
            case .literal(let text): result += text
            case .hole(let hole):
                guard let text = hole.value(inputs)?.text else { return nil }
                result += text
            }
        }
        return result
    }
}

/// What is wrong with a template; the loader adds the place.
package struct TemplateProblem: Error, Hashable, Sendable {
    /// What is wrong and what to write instead.
    package let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }

    /// A name that is not known, with the known one that may have been meant.
    init(_ sentence: String, misspelt name: String, known: [String]) {
        self.sentence = sentence + Suggestion.sentence(for: name, in: known)
    }
}
