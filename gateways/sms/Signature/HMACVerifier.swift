// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto

/// Checks a keyed hash over parts of the request (`hmac`).
struct HMACVerifier: SignatureVerifier {
    private let scheme: HMACScheme
    private let key: [UInt8]

    init(_ scheme: HMACScheme, key: String) throws(SignatureKeyProblem) {
        self.scheme = scheme
        self.key = try scheme.key.bytes(of: key)
    }

    func verify(_ request: WebhookRequest) throws(SignatureFailure) {
        for header in scheme.requiredHeaders { _ = try request.required(header: header) }
        try scheme.timestamp?.check(request)
        let algorithm = try algorithm(for: request)
        let texts = try scheme.signature.texts(in: request, parameters: scheme.message.parameters)
        let bodyIsHashed = try checkBodyHash(request)
        for url in scheme.portVariants.candidates(for: request.url) {
            let message = try message(of: request, url: url, bodyIsHashed: bodyIsHashed)
            if scheme.signature.matches(digest(message, algorithm), texts) { return }
        }
        throw .mismatch
    }

    private func digest(_ message: [UInt8], _ algorithm: HashAlgorithm) -> [UInt8] {
        switch scheme.keying {
        case .hmac: algorithm.authenticationCode(for: message, key: key)
        case .append: algorithm.digest(of: message + key)
        }
    }

    /// The signed bytes. Where the URL vouches for the body by a hash, the parameters of the body are not signed again.
    private func message(of request: WebhookRequest, url: String, bodyIsHashed: Bool)
        throws(SignatureFailure) -> [UInt8]
    {
        guard bodyIsHashed else { return try scheme.message.bytes(of: request, url: url) }
        let parts = scheme.message.parts.filter { $0 != .parameters }
        return try SignedMessage(parts: parts).bytes(of: request, url: url)
    }

    /// True where the query holds the right hash of a body that is no form; a missing or wrong one is refused.
    private func checkBodyHash(_ request: WebhookRequest) throws(SignatureFailure) -> Bool {
        guard let hash = scheme.bodyHash, !request.body.isEmpty, !request.mayBeForm else { return false }
        let values = try SignedParameters.form(request.query).filter { $0.name.elementsEqual(hash.parameter.utf8) }
        guard values.count == 1, let value = values.first?.value else {
            throw SignatureFailure("the parameter \(hash.parameter) is missing or there twice")
        }
        guard constantTimeEqual(value, Array(hash.algorithm.hexDigest(of: request.body).utf8)) else {
            throw SignatureFailure("the body is not the one whose hash is in \(hash.parameter)")
        }
        return true
    }

    private func algorithm(for request: WebhookRequest) throws(SignatureFailure) -> HashAlgorithm {
        guard let choice = scheme.algorithmChoice, let header = try request.trusted(header: choice.header) else {
            return scheme.algorithm
        }
        for setting in header.split(separator: ",") {
            let parts = setting.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            if parts.count == 2, parts[0] == choice.key, let algorithm = choice.map[parts[1]] { return algorithm }
        }
        throw SignatureFailure("the header \(choice.header) names an algorithm that we do not know")
    }
}
