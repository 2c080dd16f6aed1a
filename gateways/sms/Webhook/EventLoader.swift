// SPDX-License-Identifier: Apache-2.0

import Settings

/// Reads the `event` or the `events` of a webhook.
enum EventLoader {
    private enum Kind: String, CaseIterable {
        case message, status, ignore
    }

    static func rules(_ webhook: SettingsTable) -> [EventRule] {
        let single = webhook.table("event")
        let several = webhook.tables("events")
        let hasBoth = single != nil && webhook.has("events")
        if hasBoth || (single == nil && several.isEmpty && !webhook.has("event")) {
            webhook.problem("write either event = {…} or events = [{…}, …], with at least one")
        }
        return ((single.map { [$0] } ?? []) + several).compactMap(rule)
    }

    private static func rule(_ table: SettingsTable) -> EventRule? {
        defer { table.finish() }
        let conditions = table.table("when").map(conditions) ?? []
        let each = table.value("each", .pointer)
        let kind: EventRule.Kind? =
            switch table.required("type", .word(Kind.self), example: "\"message\"") {
            case .message: message(table).map { .message($0) }
            case .status: status(table).map { .status($0) }
            case .ignore: .ignore
            case nil: nil
            }
        return kind.map { EventRule(conditions: conditions, each: each, kind: $0) }
    }

    /// `{ "/event" = "sms:sent|sms:delivered" }`
    static func conditions(_ table: SettingsTable) -> [FieldCondition] {
        table.keys.compactMap { key in
            let words = table.value(key, .scalar)
            guard let node = table.node(key), let words else { return nil }
            let name = SettingsNode(value: .string(key), line: node.line, path: node.path)
            return table.read(name, .pointer).map { pointer in
                FieldCondition(pointer: pointer, words: Set(words.split(separator: "|").map(String.init)))
            }
        }
    }

    private static func message(_ table: SettingsTable) -> MessageFields? {
        let id = table.value("id", .path)
        let dedupe = table.value("dedupe", .path)?.pointers ?? []
        let from = table.required("from", .path, example: "\"/from\"")
        let to = list(table, "to")
        let copies = list(table, "cc")
        let text = table.value("text", .path)
        let subject = table.value("subject", .path)
        let media = MediaLoader.sources(table)
        let sim = table.value("sim", .path)
        let time = table.value("time", .path)
        let charset = table.table("charset").flatMap(charset)
        guard let from else { return nil }
        if text == nil, media.isEmpty { table.problem("names neither text nor media", key: "text") }
        return MessageFields(
            id: id, dedupe: dedupe, from: from, to: to, copies: copies, text: text, subject: subject, media: media,
            sim: sim, time: time, charset: charset)
    }

    private static func status(_ table: SettingsTable) -> StatusFields? {
        let state = table.value("state", .path).map { StatusFields.StateSource.at($0) }
        let constant = table.value("state_const", .word(ReportedState.self)).map {
            StatusFields.StateSource.constant($0)
        }
        let fields = StatusFields(
            id: table.value("id", .path), reference: table.value("reference", .path),
            dedupe: table.value("dedupe", .path)?.pointers ?? [], recipient: table.value("to", .path),
            state: state ?? constant ?? .constant(.sent), errorCode: table.value("error_code", .path),
            errorText: table.value("error_text", .path), segments: table.value("segments", .path),
            coversOnePart: table.bool("part", default: false))
        guard (state == nil) != (constant == nil) else {
            table.problem("a status has one state: write state = \"/status\" or state_const = \"delivered\"")
            return nil
        }
        return fields
    }

    /// A pointer, a list of them, or `{ each = "/to", value = "/number" }`.
    private static func list(_ table: SettingsTable, _ key: String) -> FieldList? {
        guard let node = table.node(key) else { return nil }
        guard case .table = node.value else { return table.read(node, .path).map { .at($0) } }
        guard let inner = table.table(node) else { return nil }
        defer { inner.finish() }
        let each = inner.required("each", .pointer, example: "\"/to\"")
        let value = inner.required("value", .pointer, example: "\"/number\"")
        guard let each, let value else { return nil }
        return .each(each, value: value)
    }

    private static func charset(_ table: SettingsTable) -> CharsetRule? {
        defer { table.finish() }
        let known = SettingsShape<String>.text.checked { (name) throws(InvalidSetting) in
            guard let encoding = TextEncoding(name: name) else {
                throw InvalidSetting(
                    "\"\(name)\" is no character set that we read; write UTF-8, UTF-16BE, ISO-8859-1 or windows-1252")
            }
            return encoding
        }
        let fallback = table.required("default", known, example: "\"UTF-16BE\"")
        let at = table.value("at", .pointer)
        let conditions = table.table("when").map(conditions) ?? []
        return fallback.map { CharsetRule(name: at, conditions: conditions, fallback: $0) }
    }
}

extension EventRule {
    /// True where it looks words up in `[states]`.
    var readsStates: Bool {
        if case .status(let fields) = kind, case .at = fields.state { true } else { false }
    }
}
