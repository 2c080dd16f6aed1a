// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Settings

/// Reads `[response]`.
struct ResponseLoader {
    let table: SettingsTable

    func load() -> ResponseRules? {
        defer { table.finish() }
        let format = table.required("format", .word(ResponseRules.Format.self), example: "\"json\"")
        let rules = table.tables("rules").compactMap(rule)
        if rules.isEmpty { table.problem("is missing; write at least the rule for success", key: "rules") }
        // `id = "ours"` says that no id comes back: reports are matched by the reference in their path.
        _ = table.value("id", .word(Ours.self))
        let idIsChosenByUs = table.bool("id_chosen_by_us", default: false)
        let idempotency = table.value("idempotency", .word(Idempotency.self))
        let rulesSet = ResponseRules(
            format: format ?? .none, rules: rules, items: table.value("items", .pointer), retryAfter: retryAfter(),
            errorCode: table.value("error_code", .pointer), errorText: errorText(), idIsChosenByUs: idIsChosenByUs,
            isIdempotent: idIsChosenByUs || idempotency != nil)
        if let format, format != .json { refusePointers(rules) }
        return format == nil ? nil : rulesSet
    }

    private enum Ours: String, CaseIterable {
        case ours
    }

    /// By what the provider knows a repeat: the message's own id, or a header.
    private enum Idempotency: String, CaseIterable {
        case id, header
    }

    private func errorText() -> ResponseRules.ErrorText? {
        if case .string("body")? = table.node("error_text")?.value { return .body }
        return table.value("error_text", .pointer).map { .at($0) }
    }

    /// `"header"`, or `{ body = "wait \\[ ([0-9]+) \\]", unit = "ms" }`
    private func retryAfter() -> ResponseRules.RetryAfter? {
        guard let node = table.node("retry_after") else { return nil }
        if case .string("header") = node.value { return .header }
        guard case .table = node.value, let options = table.table(node) else {
            table.problem("write \"header\", or a table such as { body = \"wait ([0-9]+)\", unit = \"s\" }", at: node)
            return nil
        }
        defer { options.finish() }
        let pattern = options.required("body", .pattern, example: "\"wait ([0-9]+)\"")
        let unit = options.value("unit", .word(Unit.self), default: .seconds)
        return pattern.map { .body($0, unit: unit == .seconds ? 1 : 0.001) }
    }

    private enum Unit: String, CaseIterable {
        case seconds = "s"
        case milliseconds = "ms"
    }

    // MARK: - Rules

    private enum Outcome: String, CaseIterable {
        case accepted, duplicate, throttled, transient, account, rejected
    }

    private func rule(_ table: SettingsTable) -> ResponseRule? {
        defer { table.finish() }
        let outcome = outcome(table)
        let statuses = table.value("http", .statuses)
        let scalar = scalar(table)
        let exists = table.value("exists", .pointer)
        let body = table.value("body", .pattern)
        if !["http", "at", "exists", "body"].contains(where: table.has) {
            table.problem("has no condition; write http, at and in, exists or body")
        }
        guard let outcome else { return nil }
        return ResponseRule(
            statuses: statuses, scalar: scalar, exists: exists, body: body, outcome: outcome,
            id: table.value("id", .pointer), state: table.value("state", .pointer),
            segments: table.value("segments", .pointer), splits: table.value("splits", .pattern))
    }

    private func scalar(_ table: SettingsTable) -> (pointer: Pointer, values: Set<String>)? {
        let pointer = table.value("at", .pointer)
        let values = table.value("in", .list(of: .scalar))
        if table.has("at") != table.has("in") { table.problem("write at and in together, a pointer and its values") }
        guard let pointer, let values else { return nil }
        return (pointer, Set(values))
    }

    private func outcome(_ table: SettingsTable) -> ResponseRule.Outcome? {
        let word = table.required("outcome", .word(Outcome.self), example: "\"accepted\"")
        let rejection = table.value("class", .word(Rejection.self))
        if word != .rejected, word != nil, table.has("class") {
            table.problem("only a rejected message has a class", key: "class")
        }
        switch word {
        case .accepted: return .accepted
        case .duplicate: return .duplicate
        case .throttled: return .throttled
        case .transient: return .transient
        case .account: return .account
        case .rejected:
            if !table.has("class") { table.problem("is missing; write for example class = \"content\"", key: "class") }
            return rejection.map { .rejected($0) }
        case nil: return nil
        }
    }

    /// A pointer finds nothing in an answer that is not JSON.
    private func refusePointers(_ rules: [ResponseRule]) {
        let usesPointers = rules.contains {
            $0.scalar != nil || $0.exists != nil || $0.id != nil || $0.state != nil || $0.segments != nil
        }
        if usesPointers { table.problem("the rules have pointers, which need format = \"json\"", key: "format") }
    }
}
