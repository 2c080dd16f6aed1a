// SPDX-License-Identifier: Apache-2.0

import Settings

/// `auth` and `body` of a request.
extension RequestLoader {
    // MARK: - Authentication

    private enum AuthKind: String, CaseIterable {
        case none, basic, bearer, header, query, form
    }

    /// One table, or a list of them, of which the first whose settings are configured is used.
    func auth(_ table: SettingsTable) -> [AuthTemplate] {
        guard let node = table.node("auth") else { return [] }
        let entries = if case .array(let nodes) = node.value { nodes } else { [node] }
        return entries.compactMap { table.table($0).flatMap(auth(entry:)) }
    }

    private func auth(entry: SettingsTable) -> AuthTemplate? {
        defer { entry.finish() }
        func template(_ key: String, _ example: String) -> Template? {
            entry.required(key, .template(in: scope), example: "\"{cred.\(example)}\"")
        }
        switch entry.required("kind", .word(AuthKind.self), example: "\"bearer\"") {
        case .none?: return AuthTemplate.none
        case .basic?:
            guard let user = template("user", "username"), let password = template("password", "password") else {
                return nil
            }
            return .basic(user: user, password: password)
        case .bearer?: return template("token", "api_key").map(AuthTemplate.bearer)
        case .header?:
            let name = entry.required("name", .headerName, example: "\"X-Api-Key\"")
            let prefix = entry.value("prefix", .headerValue, default: "")
            guard let name, let value = template("value", "api_key") else { return nil }
            return .header(name: name, prefix: prefix, value: value)
        case .query?: return .query(fields(entry))
        case .form?: return .form(fields(entry))
        case nil: return nil
        }
    }

    private func fields(_ table: SettingsTable) -> [PairTemplate] {
        if !table.has("fields") {
            table.problem("is missing; write for example fields = [[\"api_key\", \"{cred.api_key}\"]]", key: "fields")
        }
        return pairs(table, "fields")
    }

    // MARK: - Body

    private enum BodyKind: String, CaseIterable {
        case none, form, json
    }

    func body(_ table: SettingsTable) -> BodyTemplate? {
        defer { table.finish() }
        switch table.required("kind", .word(BodyKind.self), example: "\"json\"") {
        case .none?: return BodyTemplate.none
        case .form?: return .form(fields(table))
        case .json?:
            guard let node = table.node("value") else {
                table.problem("is missing; write for example value = { to = \"{to}\" }", key: "value")
                return nil
            }
            return json(node, in: table, scope).map(BodyTemplate.json)
        case nil: return nil
        }
    }

    private func json(_ node: SettingsNode, in table: SettingsTable, _ scope: VariableScope) -> JSONTemplate? {
        switch node.value {
        case .string: return table.read(node, .template(in: scope)).flatMap { leaf($0, node, table) }
        case .integer(let number): return .constant(.number(String(number)))
        case .double(let number) where number.isFinite: return .constant(.number("\(number)"))
        case .bool(let flag): return .constant(.bool(flag))
        case .array(let nodes): return .array(nodes.compactMap { json($0, in: table, scope) })
        case .table(let entries):
            if Set(entries.map(\.key)) == ["each", "value"] { return each(node, in: table, scope) }
            return .object(entries.compactMap { key, node in json(node, in: table, scope).map { (key, $0) } })
        case .double, .date:
            table.problem("expected a text, a number, true, false, a list or a table, found \(node.kind)", at: node)
            return nil
        }
    }

    private func leaf(_ template: Template, _ node: SettingsNode, _ table: SettingsTable) -> JSONTemplate? {
        guard !template.repeats else {
            table.problem("only a pair can be repeated; in JSON a list is a list, as in \"{media}\"", at: node)
            return nil
        }
        return .leaf(template)
    }

    /// `{ each = "media", value = { url = "{item}" } }`
    private func each(_ node: SettingsNode, in table: SettingsTable, _ scope: VariableScope) -> JSONTemplate? {
        guard let list = node["each"], let value = node["value"],
            let variable = table.read(list, .variable(in: scope, ofKind: .list))
        else { return nil }
        var inner = scope
        inner.hasItem = true
        inner.itemHoldsAddresses = variable.holdsAddresses
        return json(value, in: table, inner).map { .each(variable, $0) }
    }
}
