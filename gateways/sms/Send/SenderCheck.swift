// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Transfer

extension RequestBuilder {
    /// With several numbers the requests of any two of them must differ: else the provider cannot know which of them sends,
    /// and recipients see a stranger's.
    func checkSenders(_ numbers: [Address]) throws(SMSGatewayFailure) {
        for variant in descriptor.sends where numbers.count > 1 {
            var senders: [[String]: Address] = [:]
            for (position, number) in numbers.enumerated() {
                guard let request = sample(variant, from: number, at: position) else { continue }
                if let other = senders.updateValue(number, forKey: request.parts) {
                    throw SMSGatewayFailure(key: "numbers", sentence(other, number))
                }
            }
        }
    }

    /// nil where it cannot be rendered, of which `check` tells.
    private func sample(_ variant: SendVariant, from number: Address, at position: Int) -> HTTPRequest? {
        let inputs = SendInputs(
            recipients: ["+15550100099"], from: number.text, position: position, text: "text", reference: "m-1",
            encoding: variant.condition.encoding ?? "gsm7", settings: settings)
        do throws(RequestProblem) {
            return try render(variant.request, inputs)
        } catch {
            return nil
        }
    }

    private func sentence(_ one: Address, _ other: Address) -> String {
        let named = Set(descriptor.sends.flatMap(\.request.variables))
        let perNumber = descriptor.settings.filter { declaration in
            declaration.isPerNumber
                && (named.contains(.parameter(declaration.name)) || named.contains(.credential(declaration.name)))
        }
        guard !perNumber.isEmpty else {
            return
                "are several, but the requests to \(descriptor.id) do not say which of them sends; keep one number, or "
                + "use a descriptor whose every [[send]] names {from}"
        }
        let names = perNumber.map { "settings.\($0.name)" }.joined(separator: " or ")
        return "are several, and the requests to \(descriptor.id) would be the same for \(one) and \(other); give "
            + "\(names) another value for each number, separated by commas"
    }
}

extension HTTPRequest {
    /// All that the provider sees.
    fileprivate var parts: [String] {
        [url] + headers.flatMap { [$0.0, $0.1] } + [String(decoding: body ?? [], as: UTF8.self)]
    }
}
