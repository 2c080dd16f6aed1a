// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// What a gateway consists of, built from its options; every problem is found before one is told.
struct SMSGatewayParts {
    let plan: NumberPlan
    let requests: RequestBuilder
    let hooks: [String: DescribedWebhook]

    init(descriptor: Descriptor, options: SMSGatewayOptions) throws(SMSGatewayFailure) {
        var problems: [SMSGatewayFailure.Problem] = []
        func attempt<Part>(_ build: () throws(SMSGatewayFailure) -> Part) -> Part? {
            do throws(SMSGatewayFailure) {
                return try build()
            } catch {
                problems += error.problems
                return nil
            }
        }
        let plan = attempt { () throws(SMSGatewayFailure) in try Self.plan(options.region) }
        _ = attempt { () throws(SMSGatewayFailure) in try Self.checkNumbers(options.numbers) }
        let endpoint = attempt { () throws(SMSGatewayFailure) in try Self.endpoint(options.endpoint) }
        let settings = attempt { () throws(SMSGatewayFailure) in
            try SettingValues(options.settings, for: descriptor.settings, numbers: options.numbers.count)
        }
        guard let plan, let endpoint, let settings else { throw SMSGatewayFailure(problems: problems) }
        let requests = RequestBuilder(descriptor: descriptor, settings: settings, endpoint: endpoint)
        _ = attempt { () throws(SMSGatewayFailure) in try requests.check() }
        _ = attempt { () throws(SMSGatewayFailure) in try requests.checkSenders(options.numbers) }
        let hooks = attempt { () throws(SMSGatewayFailure) in
            try WebhookFactory.hooks(of: descriptor, settings: settings, numbers: options.numbers, plan: plan)
        }
        guard let hooks, problems.isEmpty else { throw SMSGatewayFailure(problems: problems) }
        self.plan = plan
        self.requests = requests
        self.hooks = hooks
    }

    private static func plan(_ region: String) throws(SMSGatewayFailure) -> NumberPlan {
        guard let plan = NumberPlan(region: region) else {
            throw SMSGatewayFailure(key: "region", "\"\(region)\" is no region; write an ISO 3166 code such as \"US\"")
        }
        return plan
    }

    private static func checkNumbers(_ numbers: [Address]) throws(SMSGatewayFailure) {
        for (position, number) in numbers.enumerated() {
            let isShortCode = NumberPlan.canBeAnswered(number) && !number.text.hasPrefix("+")
            guard isShortCode || PhoneNumber(e164: number.text) != nil else {
                throw SMSGatewayFailure(
                    key: "numbers[\(position)]", "\"\(number)\" is no number; write it as +15550100001")
            }
        }
    }

    /// The URL to use instead of the provider's own; nil where none is configured.
    private static func endpoint(_ text: String?) throws(SMSGatewayFailure) -> BaseURL? {
        guard let text else { return nil }
        guard let url = BaseURL(text), url.path.isEmpty else {
            throw SMSGatewayFailure(
                key: "endpoint", "replaces scheme, host and port only; write it as https://host or https://host:port")
        }
        guard url.isSecure || url.isLoopback else {
            throw SMSGatewayFailure(key: "endpoint", "must be https; only this machine, 127.0.0.1, is reached by http")
        }
        return url
    }
}

extension SMSGatewayFailure {
    init(key: String, _ sentence: String) {
        self.init(problems: [Problem(key: key, sentence: sentence)])
    }
}

extension RequestBuilder {
    /// Tries every request with the configured settings, so that a wrong one stops the start and not a message.
    func check() throws(SMSGatewayFailure) {
        let inputs = SendInputs(
            recipients: ["+15550100099"], from: "+15550100001", position: 0, text: "text", reference: "m-1",
            encoding: "gsm7", settings: settings)
        for template in descriptor.sends.map(\.request) + [descriptor.probe?.request].compactMap(\.self) {
            guard template.auth.isEmpty || template.auth.contains(where: { $0.isComplete(inputs) }) else {
                let names = template.auth.flatMap(\.templates).flatMap(\.variables).compactMap(\.settingName)
                let list = names.joined(separator: ", ")
                throw SMSGatewayFailure(key: "settings", "hold no complete credentials; of \(list) some are missing")
            }
            do throws(RequestProblem) {
                _ = try render(template, inputs)
            } catch {
                throw SMSGatewayFailure(key: "settings", error.sentence)
            }
        }
    }
}

extension Variable {
    fileprivate var settingName: String? {
        switch self {
        case .credential(let name), .parameter(let name): name
        default: nil
        }
    }
}
