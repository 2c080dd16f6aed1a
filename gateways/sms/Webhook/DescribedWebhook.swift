// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// A webhook as a descriptor says, with the operator's secrets in place.
package struct DescribedWebhook: Webhook {
    package let methods: Set<String>
    package let largestBody: Int
    package let reply: WebhookReply
    /// `t=TOKEN`, the query that our callback URL needs so that its requests pass; nil where the provider signs.
    package let callbackQuery: String?

    private let format: WebhookDescriptor.Format
    private let verifiers: [any SignatureVerifier]
    private let mapper: EventMapper

    init(
        _ descriptor: WebhookDescriptor, verifiers: [any SignatureVerifier], callbackQuery: String?, mapper: EventMapper
    ) {
        methods = descriptor.methods
        largestBody = descriptor.largestBody
        reply = descriptor.reply
        format = descriptor.format
        self.verifiers = verifiers
        self.callbackQuery = callbackQuery
        self.mapper = mapper
    }

    /// Any one scheme has to pass; of several, the sentence of the last one is told.
    package func authenticate(_ request: WebhookRequest) throws(WebhookRefusal) {
        var failure = SignatureFailure("no secret is configured")
        for verifier in verifiers {
            do throws(SignatureFailure) {
                return try verifier.verify(request)
            } catch {
                failure = error
            }
        }
        throw .unauthenticated(failure.sentence)
    }

    package func events(in request: WebhookRequest) throws(WebhookRefusal) -> [WebhookEvent] {
        let document = EventDocument(try content(of: request))
        return try mapper.events(in: document, reference: request.reference)
    }

    /// The body, or the query, as a document. A missing `Content-Type` is taken for the right one, another one is
    /// refused.
    private func content(of request: WebhookRequest) throws(WebhookRefusal) -> EventDocument.Content {
        switch format {
        case .query: try Self.form(queryOf: request)
        case .auto where request.method == "GET": try Self.form(queryOf: request)
        case .auto: request.isJSON ? try Self.json(request.body) : try Self.form(body: request)
        case .form: try Self.form(body: request)
        case .json:
            // Some senders of JSON call it text.
            if request.isJSON || request.mediaType == nil || request.mediaType == "text/plain" {
                try Self.json(request.body)
            } else {
                throw .malformed("the body must be JSON, and Content-Type says otherwise")
            }
        }
    }

    /// A body is refused here: a signature might cover it instead of the query that is read.
    private static func form(queryOf request: WebhookRequest) throws(WebhookRefusal) -> EventDocument.Content {
        guard request.body.isEmpty else { throw .malformed("the event stands in the query, so there must be no body") }
        return try form(request.query)
    }

    private static func form(body request: WebhookRequest) throws(WebhookRefusal) -> EventDocument.Content {
        guard request.mayBeForm else { throw .malformed("the body must be a form, and Content-Type says otherwise") }
        return try form(request.body)
    }

    private static func form(_ bytes: some Collection<UInt8>) throws(WebhookRefusal) -> EventDocument.Content {
        do throws(FormProblem) {
            return .form(try FormData(parsing: bytes))
        } catch {
            throw .malformed(error.sentence)
        }
    }

    private static func json(_ body: [UInt8]) throws(WebhookRefusal) -> EventDocument.Content {
        do throws(JSONProblem) {
            return .json(try JSONValue(parsing: body))
        } catch {
            throw .malformed("the body is no JSON: \(error.sentence)")
        }
    }
}
