// SPDX-License-Identifier: Apache-2.0

import Settings

/// Reads requests: `[[send]]` and `[probe]`.
struct RequestLoader {
    let scope: VariableScope
    /// The settings that must not be logged.
    let secrets: Set<Variable>

    // MARK: - Sends

    func sends(in root: SettingsTable) -> [SendVariant] {
        let tables = root.tables("send")
        if tables.isEmpty { root.problem("is missing; write at least one [[send]]", key: "send") }
        var variants: [SendVariant] = []
        for table in tables {
            if variants.contains(where: { $0.condition == SendCondition() }) {
                table.problem("is never reached: the [[send]] before it takes every message")
            }
            let condition = table.table("when").map(Self.condition) ?? SendCondition()
            if let request = request(table) { variants.append(SendVariant(condition: condition, request: request)) }
            table.finish()
        }
        return variants
    }

    private static func condition(_ table: SettingsTable) -> SendCondition {
        defer { table.finish() }
        return SendCondition(
            hasMedia: table.bool("media"), isGroup: table.bool("group"),
            encoding: table.value("encoding", .word(Encoding.self))?.rawValue)
    }

    private enum Encoding: String, CaseIterable {
        case gsm7, ucs2
    }

    func probe(_ table: SettingsTable) -> Probe? {
        defer { table.finish() }
        let statuses = table.value("http", .statuses, default: [200...299])
        return request(table).map { Probe(request: $0, statuses: statuses) }
    }

    // MARK: - A request

    private enum Method: String, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    private func request(_ table: SettingsTable) -> RequestTemplate? {
        let method = table.required("method", .word(Method.self), example: "\"POST\"")
        let url = table.required("url", .url(in: scope), example: "\"https://api.example.com/messages\"")
        let auth = auth(table)
        let query = pairs(table, "query")
        let headers = headers(table)
        let body = table.has("body") ? table.table("body").flatMap(body) : BodyTemplate.none
        let isMarked = table.bool("secret_in_url", default: false)
        guard let method, let url, let body else { return nil }
        if method == .get, !body.isNone { table.problem("a GET has no body; write the pairs under query", key: "body") }
        if !auth.flatMap(\.formPairs).isEmpty, !body.isForm {
            table.problem("of kind \"form\" needs a form as body", key: "auth")
        }
        let inURL = url.variables + (query + auth.flatMap(\.queryPairs)).flatMap(\.value.variables)
        return RequestTemplate(
            method: method.rawValue, url: url, auth: auth, query: query, headers: headers, body: body,
            hidesURL: isMarked || !secrets.isDisjoint(with: inURL))
    }

    private func headers(_ table: SettingsTable) -> [(name: String, value: Template)] {
        guard let headers = table.table("headers") else { return [] }
        return headers.keys.compactMap { key in
            guard let value = headers.value(key, .template(in: scope)), let node = headers.node(key) else { return nil }
            let name = SettingsNode(value: .string(key), line: node.line, path: node.path)
            return headers.read(name, .headerName).map { ($0, value) }
        }
    }

    // MARK: - Pairs

    /// `[["To", "{to}"], ["dlr-mask", "31", { if = "callback_url" }]]`
    func pairs(_ table: SettingsTable, _ key: String) -> [PairTemplate] {
        guard let node = table.node(key) else { return [] }
        guard case .array(let nodes) = node.value else {
            table.problem("expected a list of pairs, as in [[\"to\", \"{to}\"]], found \(node.kind)", key: key)
            return []
        }
        return nodes.compactMap { pair($0, in: table) }
    }

    private func pair(_ node: SettingsNode, in table: SettingsTable) -> PairTemplate? {
        guard case .array(let elements) = node.value, 2...3 ~= elements.count else {
            table.problem("expected a pair, as in [\"to\", \"{to}\"]", at: node)
            return nil
        }
        let name = table.read(elements[0], .text)
        let value = table.read(elements[1], .template(in: scope))
        if let value, !value.repeats, value.wholeHole?.kind == .list {
            table.problem("a list cannot be one value; repeat the pair, as in {media*}, or join it", at: elements[1])
        }
        let condition = elements.count == 3 ? self.condition(elements[2], in: table) : nil
        guard let name, let value else { return nil }
        return PairTemplate(name: name, value: value, condition: condition)
    }

    /// `{ if = "callback_url" }`
    private func condition(_ node: SettingsNode, in table: SettingsTable) -> Variable? {
        guard let options = table.table(node) else { return nil }
        defer { options.finish() }
        return options.required("if", .variable(in: scope), example: "\"callback_url\"")
    }
}
