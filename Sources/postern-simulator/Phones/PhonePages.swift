// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// The phones for people: each with its conversation and a field to answer.
struct PhonePages: Sendable {
    let provider: Provider

    func add(to router: Router<Connection>) {
        router.get("/phones/:number") { _, connection -> Response in
            let number = connection.parameter("number")
            return Response.html(PhoneHTML.phone(number, conversation(number)))
        }
        router.get("/phones/:number/conversation") { _, connection -> Response in
            Response.html(PhoneHTML.bubbles(conversation(connection.parameter("number"))))
        }
        router.post("/phones/:number/messages") { request, connection in
            await write(request, from: connection.parameter("number"))
        }
    }

    private func conversation(_ number: String) -> [SimulatedMessage] {
        provider.network.messages { $0.phone == number }
    }

    /// The form sends `to` and `text`; afterwards the browser sees the conversation again (RFC 9110 section 15.4.4).
    private func write(_ request: Request, from phone: String) async -> Response {
        guard let body = try? await request.body.collect(upTo: 65536) else { return .problem("the text is too long") }
        let fields = FormFields(String(buffer: body))
        let answer = PhoneAnswer(to: fields["to"].filter { $0 != " " }, text: fields["text"])
        if let problem = answer.problem { return .problem(problem) }
        _ = provider.answer(from: phone, answer)
        return Response(status: .seeOther, headers: [.location: "/phones/\(HTML.pathSegment(phone))"])
    }
}
