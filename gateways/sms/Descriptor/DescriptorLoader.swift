// SPDX-License-Identifier: Apache-2.0

package import Settings

/// Reads the top of a descriptor and hands its sections to their loaders.
package struct DescriptorLoader {
    private let root: SettingsTable

    /// Reads a descriptor. Whatever is wrong in it is added to the report, each problem with its line.
    /// - Parameter file: its name, for the problems.
    /// - Returns: nil where anything is wrong.
    package static func load(text: String, file: String, report: SettingsReport) -> Descriptor? {
        let own = SettingsReport()
        let root = SettingsTable(file: file, text: text, report: own)
        let descriptor = root.flatMap { DescriptorLoader(root: $0).load() }
        own.problems.forEach(report.add)
        return own.isEmpty ? descriptor : nil
    }

    private func load() -> Descriptor? {
        checkVersion()
        let id = root.requiredString("id", example: "twilio")
        let settings = SettingsLoader.declarations(in: root)
        let scope = scope(settings)
        let requests = RequestLoader(scope: scope, secrets: Self.secrets(settings))
        let limits = root.table("limits").map(Self.limits) ?? DescriptorLimits()
        let own = own()
        let recipients = root.value("recipients", .word(RecipientMode.self), default: .one)
        let reports = root.value("reports", .word(Reports.self), default: .perMessage)
        let sends = requests.sends(in: root)
        let response = root.table("response").flatMap { ResponseLoader(table: $0).load() }
        if !root.has("response") { root.problem("is missing; say what the provider's answers mean", key: "response") }
        let probe = root.table("probe").flatMap(requests.probe)
        let credentials = settings.filter { $0.section == .credentials }.map(\.name)
        let (webhooks, states) = WebhookLoader(root: root, credentials: credentials).load()
        root.finish()
        guard let id, let response else { return nil }
        let descriptor = Descriptor(
            id: id, file: root.file, settings: settings, limits: limits, own: own,
            recipients: recipients, sends: sends,
            response: response, probe: probe, reportsPerPart: reports == .perPart, webhooks: webhooks, states: states)
        DescriptorSelfTest(descriptor: descriptor, root: root).run()
        return descriptor
    }

    /// `own`: what may stand in a gateway's `numbers`.
    private func own() -> Set<OwnKind> {
        let kinds = root.value("own", .list(of: .word(OwnKind.self)), default: [.number])
        if kinds.isEmpty { root.problem("is empty; leave it out where numbers are all that it takes", key: "own") }
        return Set(kinds)
    }

    /// `reports`: what one delivery report is about.
    private enum Reports: String, CaseIterable {
        case perMessage = "per-message"
        case perPart = "per-part"
    }

    private func checkVersion() {
        let version = root.required("descriptor", .int, example: "1")
        guard let version, version != Descriptor.version else { return }
        root.problem("this program reads version \(Descriptor.version) of the language", key: "descriptor")
    }

    private func scope(_ settings: [SettingDeclaration]) -> VariableScope {
        let kinds = settings.map { ($0.variableName, $0.kind) }
        return VariableScope(
            settings: Dictionary(kinds, uniquingKeysWith: { first, _ in first }), hasMessage: true,
            numberFormat: root.value("number_format", .word(NumberFormat.self), default: .e164))
    }

    private static func secrets(_ settings: [SettingDeclaration]) -> Set<Variable> {
        Set(settings.filter(\.isSecret).map { $0.section == .credentials ? .credential($0.name) : .parameter($0.name) })
    }

    private static func limits(_ table: SettingsTable) -> DescriptorLimits {
        defer { table.finish() }
        let positive = SettingsShape<Int>.int(in: 1...Int.max)
        return DescriptorLimits(
            textCharacters: table.value("text_chars", positive), segments: table.value("segments", positive),
            media: table.value("media", positive), mediaBytes: table.value("media_bytes", positive),
            mediaTypes: table.strings("media_types") ?? [], group: table.value("group", positive))
    }
}
