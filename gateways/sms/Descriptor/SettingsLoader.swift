// SPDX-License-Identifier: Apache-2.0

import Settings

/// Reads `[credentials]` and `[params]`: what the operator has to configure. A credential is `NAME = true` (a secret) or
/// `NAME = false`; both sections know the long form `{ secret, optional, type, default }`.
enum SettingsLoader {
    static func declarations(in root: SettingsTable) -> [SettingDeclaration] {
        var declarations: [SettingDeclaration] = []
        for section in [SettingDeclaration.Section.credentials, .params] {
            guard let table = root.table(section.rawValue) else { continue }
            for name in table.keys {
                if declarations.contains(where: { $0.name == name }) {
                    table.problem("stands under [credentials] and [params]; settings have one name", key: name)
                }
                if let declaration = declaration(name, in: table, section) { declarations.append(declaration) }
            }
        }
        return declarations
    }

    private static func declaration(
        _ name: String, in table: SettingsTable, _ section: SettingDeclaration.Section
    ) -> SettingDeclaration? {
        guard isName(name) else {
            table.problem("a setting's name has small letters, digits and underscores only", key: name)
            return nil
        }
        guard let node = table.node(name) else { return nil }
        if case .table = node.value { return table.table(node).map { long(name, $0, section) } }
        guard section == .credentials else {
            table.problem("expected a table such as { optional = true }, found \(node.kind)", key: name)
            return nil
        }
        guard let isSecret = table.bool(name) else { return nil }
        return SettingDeclaration(
            name: name, section: section, isSecret: isSecret, isOptional: false, kind: .text, defaultValue: nil)
    }

    private enum Kind: String, CaseIterable {
        case string, integer, boolean

        var kind: ValueKind {
            switch self {
            case .string: .text
            case .integer: .number
            case .boolean: .flag
            }
        }
    }

    private static func long(
        _ name: String, _ table: SettingsTable, _ section: SettingDeclaration.Section
    ) -> SettingDeclaration {
        defer { table.finish() }
        var declaration = SettingDeclaration(
            name: name, section: section, isSecret: table.bool("secret", default: section == .credentials),
            isOptional: table.bool("optional", default: false),
            kind: table.value("type", .word(Kind.self), default: .string).kind,
            defaultValue: table.value("default", .scalar))
        declaration.isPerNumber = table.bool("per_number", default: false)
        return declaration.isPerNumber ? withPosition(declaration, table) : declaration
    }

    /// `default = "position"`, which only a whole number for each number can have.
    private static func withPosition(_ declaration: SettingDeclaration, _ table: SettingsTable) -> SettingDeclaration {
        guard declaration.kind == .number, declaration.defaultValue == "position" else { return declaration }
        if !declaration.isOptional {
            table.problem("must be true where the default is \"position\": one number alone has none", key: "optional")
        }
        var declaration = SettingDeclaration(
            name: declaration.name, section: declaration.section, isSecret: declaration.isSecret,
            isOptional: declaration.isOptional, kind: declaration.kind, defaultValue: nil)
        declaration.isPerNumber = true
        declaration.defaultsToPosition = true
        return declaration
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F }
    }
}
