// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

/// A bounce in free form, and what its sender is told.
struct ProseCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let mail: String
    let state: DeliveryReport.State

    init(
        _ name: String, from author: String = "Mail Delivery System <mailer-daemon@mx.example.com>",
        _ subject: String, _ text: String, _ state: DeliveryReport.State, type: String = "text/plain"
    ) {
        testDescription = name
        mail = """
            From: \(author)
            To: BOUNCE
            Subject: \(subject)
            Content-Type: \(type); charset=utf-8

            \(text)

            """
        self.state = state
    }
}
