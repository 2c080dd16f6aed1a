// SPDX-License-Identifier: Apache-2.0

import Settings

/// Tries every request of a freshly loaded descriptor with sample values, and checks what only shows in the whole.
struct DescriptorSelfTest {
    let descriptor: Descriptor
    let root: SettingsTable

    func run() {
        let settings = SettingValues(sampleFor: descriptor.settings, bases: bases)
        let builder = RequestBuilder(descriptor: descriptor, settings: settings, endpoint: nil)
        for (position, variant) in descriptor.sends.enumerated() {
            let inputs = Self.sample(variant.condition, settings)
            report(at: "send", position) { () throws(RequestProblem) in _ = try builder.render(variant.request, inputs)
            }
            if descriptor.repeatsAreSafe, !variant.request.variables.contains(.reference) {
                problem("repeats are said to be safe, but this request does not carry {reference}", "send", position)
            }
        }
        report(at: "probe", nil) { () throws(RequestProblem) in _ = try builder.probeRequest() }
        checkCallback()
    }

    /// The settings that begin URLs.
    private var bases: Set<String> {
        let requests = descriptor.sends.map(\.request) + [descriptor.probe?.request].compactMap(\.self)
        return Set(requests.compactMap { if case .credential(let name) = $0.url.base { name } else { nil } })
    }

    /// Where requests name a callback there must be the webhook that it leads to.
    private func checkCallback() {
        let namesCallback = descriptor.sends.contains { $0.request.variables.contains(.callbackURL) }
        if namesCallback, !descriptor.webhooks.contains(where: { $0.name == CallbackURL.webhook }), root.report.isEmpty
        {
            root.problem("a request names {callback_url}, but there is no [[webhook]] with the name \"status\"")
        }
    }

    private func report(at key: String, _ position: Int?, _ body: () throws(RequestProblem) -> Void) {
        do throws(RequestProblem) {
            try body()
        } catch {
            problem("cannot be rendered: \(error.sentence)", key, position)
        }
    }

    private func problem(_ sentence: String, _ key: String, _ position: Int?) {
        guard let position, let node = root.node(key), case .array(let nodes) = node.value, position < nodes.count
        else {
            return root.problem(sentence, key: key)
        }
        root.problem(sentence, at: nodes[position])
    }

    /// A message that the variant is for.
    private static func sample(_ condition: SendCondition, _ settings: SettingValues) -> SendInputs {
        SendInputs(
            recipients: condition.isGroup == true ? ["+15550100098", "+15550100099"] : ["+15550100099"],
            from: "+15550100001", text: "text", media: condition.hasMedia == true ? ["https://example.org/a.png"] : [],
            callbackURL: "https://example.org/hooks/sms/status/m-1", reference: "m-1",
            encoding: condition.encoding ?? "gsm7", settings: settings)
    }
}

extension RequestTemplate {
    /// Every variable that the request names.
    var variables: Set<Variable> {
        let pairs: [PairTemplate]
        var inBody: [Variable] = []
        switch body {
        case .none: pairs = query
        case .form(let fields): pairs = query + fields
        case .json(let document):
            pairs = query
            inBody = document.variables
        }
        let inAuth = auth.flatMap(\.templates).flatMap(\.variables)
        let inHeaders = headers.flatMap(\.value.variables)
        return Set(url.variables + pairs.flatMap(\.value.variables) + inAuth + inHeaders + inBody)
    }
}

extension JSONTemplate {
    fileprivate var variables: [Variable] {
        switch self {
        case .constant: []
        case .leaf(let template): template.variables
        case .array(let elements): elements.flatMap(\.variables)
        case .object(let members): members.flatMap(\.value.variables)
        case .each(let variable, let template): [variable] + template.variables
        }
    }
}
