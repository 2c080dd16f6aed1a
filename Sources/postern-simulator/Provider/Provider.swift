// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The provider behind its routes: takes texts, and has the webhooks sent that follow from them.
struct Provider: Sendable {
    let apiKey: String
    /// Postern's hook for what the phones write.
    let inboundURL: String
    let network: PhoneNetwork
    let sender: WebhookSender

    /// Takes a text, and returns what the sender is told: `{"id":"m-000001","state":"queued","parts":1}`.
    func take(_ request: SendRequest) async -> String {
        let faults = network.faults
        let (message, isNew) = network.take(request, at: Date())
        if isNew, let callback = request.callback {
            let reports = Report.plan(faults)
            for report in reports where report.isEarly {
                await sender.deliver(webhook(report, of: message, to: callback))
            }
            for report in reports where !report.isEarly {
                sender.send(webhook(report, of: message, to: callback), after: report.delay)
            }
        }
        return "{\"id\":\"\(message.name)\",\"state\":\"queued\",\"parts\":\(faults.parts)}"
    }

    /// Writes a text on a phone and tells Postern.
    func answer(from phone: String, _ answer: PhoneAnswer) -> SimulatedMessage {
        let message = network.answer(
            from: phone, to: answer.to, text: answer.text, media: answer.media ?? [], at: Date())
        sender.send(Webhook.inbound(message, to: inboundURL), after: .zero)
        return message
    }

    private func webhook(_ report: Report, of message: SimulatedMessage, to callback: String) -> Webhook {
        Webhook.status(report, of: message, to: callback)
    }
}

/// A text as somebody writes it on a phone.
struct PhoneAnswer: Decodable, Sendable {
    let to: String
    let text: String
    var media: [String]?

    /// What is missing in it; nil where it can be sent.
    var problem: String? {
        SendRequest.isNumber(to) ? (text.isEmpty ? "text is empty" : nil) : "to is not a number such as +15550100001"
    }
}
