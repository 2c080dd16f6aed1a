// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Says whether a request comes from the provider: a scheme with its key, ready to be asked. Pure; looks at raw bytes
/// only.
protocol SignatureVerifier: Sendable {
    /// Returns where the request proves that its sender knows the key.
    func verify(_ request: WebhookRequest) throws(SignatureFailure)
}

/// Why a request proves nothing; the sentence is for the operator's log and holds nothing of the request.
struct SignatureFailure: Error, Equatable, Sendable {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }

    static let mismatch = SignatureFailure("the signature does not match: compare the secret and public_url")

    static func missing(header: String) -> SignatureFailure {
        SignatureFailure("the header \(header) is missing")
    }
}

/// Why a configured secret is no key of its scheme; the sentence never shows the secret.
struct SignatureKeyProblem: Error, Equatable, Sendable {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }

    static let empty = SignatureKeyProblem("the secret is empty")
}

extension WebhookRequest {
    /// The value of a header that decides about trust; nil where it is missing. A header that came twice is refused,
    /// because a proxy and we might read different ones.
    func trusted(header name: String) throws(SignatureFailure) -> String? {
        var found: String?
        for header in headers where header.name.lowercased() == name.lowercased() {
            guard found == nil else { throw SignatureFailure("the header \(name) came twice") }
            found = header.value
        }
        return found
    }

    /// As `trusted(header:)`, for a header that has to be there.
    func required(header name: String) throws(SignatureFailure) -> String {
        guard let value = try trusted(header: name), !value.isEmpty else { throw .missing(header: name) }
        return value
    }
}
