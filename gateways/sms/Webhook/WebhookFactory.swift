// SPDX-License-Identifier: Apache-2.0

package import GatewayKit
import Notation

/// Builds the webhooks of a gateway from its descriptor and the operator's settings.
package enum WebhookFactory {
    /// The webhooks by name.
    /// - Parameters:
    ///   - numbers: the gateway's own numbers, in the order of the configuration.
    ///   - plan: how national numbers of senders are read.
    /// - Throws: for every webhook without a configured secret, and every secret that is no key of its scheme: such a
    ///   gateway does not start.
    package static func hooks(
        of descriptor: Descriptor, settings: SettingValues, numbers: [Address], plan: NumberPlan
    ) throws(SMSGatewayFailure) -> [String: DescribedWebhook] {
        var hooks: [String: DescribedWebhook] = [:]
        var problems: [SMSGatewayFailure.Problem] = []
        for webhook in descriptor.webhooks {
            let addresses = InboundAddresses(
                plan: plan, numbers: numbers, isE164: webhook.numbersAreE164,
                sims: sims(of: numbers.count, descriptor, settings))
            let mapper = EventMapper(
                rules: webhook.rules, states: descriptor.states, reportsPerPart: descriptor.reportsPerPart,
                idIsOurs: descriptor.response.idIsChosenByUs, addresses: addresses)
            do throws(SMSGatewayFailure) {
                hooks[webhook.name] = try hook(webhook, settings: settings, mapper: mapper)
            } catch {
                problems += error.problems.filter { !problems.contains($0) }
            }
        }
        guard problems.isEmpty else { throw SMSGatewayFailure(problems: problems) }
        return hooks
    }

    /// The card of each number, as the setting says that names it in requests; nil where there is no such setting.
    private static func sims(of numbers: Int, _ descriptor: Descriptor, _ settings: SettingValues) -> [Int?]? {
        guard let setting = descriptor.settings.first(where: \.defaultsToPosition) else { return nil }
        let variable = Variable.parameter(setting.name)
        return (0..<numbers).map { settings.value(of: variable, at: $0)?.text.flatMap { Int($0) } }
    }

    private static func hook(_ webhook: WebhookDescriptor, settings: SettingValues, mapper: EventMapper)
        throws(SMSGatewayFailure) -> DescribedWebhook
    {
        var verifiers: [any SignatureVerifier] = []
        var callbackQuery: String?
        for authentication in webhook.authentication {
            guard let secret = secret(authentication.secret, settings) else { continue }
            verifiers.append(try verifier(authentication, secret: secret))
            if let name = authentication.scheme.tokenParameter, callbackQuery == nil {
                callbackQuery = "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(secret))"
            }
        }
        guard !verifiers.isEmpty else { throw missingSecret(webhook) }
        return DescribedWebhook(webhook, verifiers: verifiers, callbackQuery: callbackQuery, mapper: mapper)
    }

    private static func verifier(_ authentication: WebhookDescriptor.Authentication, secret: String)
        throws(SMSGatewayFailure) -> any SignatureVerifier
    {
        do throws(SignatureKeyProblem) {
            return try authentication.scheme.verifier(key: secret)
        } catch {
            let names = authentication.secret.settings
            throw SMSGatewayFailure(problems: names.map { .init(key: "settings.\($0)", sentence: error.sentence) })
        }
    }

    /// The secret as its scheme takes it; nil where a setting of it is not configured.
    private static func secret(_ reference: SecretReference, _ settings: SettingValues) -> String? {
        let values = reference.settings.map { settings.value(of: .credential($0))?.text }
        guard !values.contains(nil) else { return nil }
        return values.compactMap(\.self).joined(separator: ":")
    }

    private static func missingSecret(_ webhook: WebhookDescriptor) -> SMSGatewayFailure {
        let names = webhook.authentication.flatMap(\.secret.settings)
        let sentence = "is missing; the webhook \"\(webhook.name)\" needs it to know who calls"
        return SMSGatewayFailure(problems: names.map { .init(key: "settings.\($0)", sentence: sentence) })
    }
}
