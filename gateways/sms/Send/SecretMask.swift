// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Takes out of a provider's words what must not reach a log: a provider may quote the request in its error.
struct SecretMask: Sendable {
    /// Shorter texts are part of any sentence, and give nothing away.
    private static let shortest = 4

    private let hidden: [String]

    /// - Parameters:
    ///   - secrets: the operator's.
    ///   - message: whose text and numbers are hidden too; nil where there is none.
    init(_ secrets: [String], _ message: OutgoingMessage?) {
        var hidden = secrets
        if let message {
            let numbers = [message.to.text, message.from.text]
            hidden += [message.text, message.composedText] + numbers + numbers.map { String($0.drop { $0 == "+" }) }
        }
        self.hidden = hidden.filter { $0.utf8.count >= Self.shortest }
    }

    /// The same result with every hidden text replaced by `…`.
    func mask(_ result: SendResult) -> SendResult {
        switch result {
        case .accepted: result
        case .temporary(let words, let pause): .temporary(mask(words), retryAfter: pause)
        case .permanent(let rejection, let words, let german):
            .permanent(rejection, mask(words), german: german.map(mask))
        case .account(let words): .account(mask(words))
        case .uncertain(let words): .uncertain(mask(words))
        }
    }

    func mask(_ words: String) -> String {
        hidden.reduce(words) { $0.replacing($1, with: "…") }
    }
}
