// SPDX-License-Identifier: Apache-2.0

extension Template {
    /// Parses a template and checks every name, filter and kind in it.
    package init(parsing text: String, in scope: VariableScope) throws(TemplateProblem) {
        var parser = TemplateParser(rest: text[...], scope: scope)
        parts = try parser.parts()
        guard parts.count > 1 else { return }
        for case .hole(let hole) in parts where hole.kind == .list {
            throw TemplateProblem("a list cannot stand inside a text; join it, as in `{media|join:,}`")
        }
    }
}

/// Cuts a template's text into its parts.
private struct TemplateParser {
    var rest: Substring
    let scope: VariableScope

    mutating func parts() throws(TemplateProblem) -> [Template.Part] {
        var parts: [Template.Part] = []
        var literal = ""
        while let character = rest.popFirst() {
            switch character {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                rest.removeFirst()
                literal.append(character)
            case "{":
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(.hole(try hole()))
            case "}":
                throw TemplateProblem("a `}` without its `{`; write `}}` for the character itself")
            default:
                literal.append(character)
            }
        }
        if !literal.isEmpty || parts.isEmpty { parts.append(.literal(literal)) }
        return parts
    }

    /// The hole behind an opening brace that is already taken.
    private mutating func hole() throws(TemplateProblem) -> Template.Hole {
        guard let end = rest.firstIndex(of: "}") else {
            throw TemplateProblem("a `{` without its `}`; write `{{` for the character itself")
        }
        let pieces = rest[..<end].split(separator: "|", omittingEmptySubsequences: false)
        rest = rest[end...].dropFirst()
        let repeats = pieces[0].hasSuffix("*")
        let name = repeats ? pieces[0].dropLast() : pieces[0]
        guard let (variable, firstKind) = scope.variable(name) else {
            throw TemplateProblem("unknown variable `\(name)`", misspelt: String(name), known: scope.names)
        }
        var filters: [Filter] = []
        for piece in pieces.dropFirst() { filters.append(try Filter(piece)) }
        addNumberFormat(to: &filters, of: variable)
        let kind = try kind(filters, from: firstKind, name: name)
        if repeats, kind != .list {
            throw TemplateProblem("`\(name)*` repeats a list, but `\(name)` is a \(kind.rawValue)")
        }
        return Template.Hole(variable: variable, filters: filters, kind: kind, repeats: repeats)
    }

    /// Addresses are written as the descriptor's `number_format` says, unless the hole says it by itself.
    private func addNumberFormat(to filters: inout [Filter], of variable: Variable) {
        let holdsAddresses = variable.holdsAddresses || variable == .item && scope.itemHoldsAddresses
        let isSaid = filters.contains { if case .number = $0 { true } else { false } }
        if holdsAddresses, !isSaid, scope.numberFormat != .e164 { filters.insert(.number(scope.numberFormat), at: 0) }
    }

    private func kind(_ filters: [Filter], from first: ValueKind, name: Substring) throws(TemplateProblem) -> ValueKind
    {
        var kind = first
        for filter in filters {
            guard let next = filter.kind(of: kind) else {
                throw TemplateProblem("a filter of `\(name)` does not fit: it cannot be applied to a \(kind.rawValue)")
            }
            kind = next
        }
        return kind
    }
}
