// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto

/// Checks a constant secret (`token`), for providers that sign nothing. It vouches for the sender, not for the content.
struct TokenVerifier: SignatureVerifier {
    let place: TokenPlace
    let token: String

    func verify(_ request: WebhookRequest) throws(SignatureFailure) {
        guard let given = try given(in: request), !given.isEmpty else {
            throw SignatureFailure("the token is missing")
        }
        guard constantTimeEqual(given, Array(token.utf8)) else {
            throw SignatureFailure("the token is wrong")
        }
    }

    private func given(in request: WebhookRequest) throws(SignatureFailure) -> [UInt8]? {
        switch place {
        case .header(let name): try request.trusted(header: name).map { Array($0.utf8) }
        case .query(let name): try only(name, of: SignedParameters.form(request.query))
        case .field(let pointer) where request.isJSON:
            (try? JSONValue(parsing: request.body))?.value(at: pointer)?.text.map { Array($0.utf8) }
        case .field(let pointer): try only(pointer.field ?? "", of: SignedParameters.formBody(of: request))
        }
    }

    /// A parameter given twice is refused: a proxy and we might read different ones.
    private func only(_ name: String, of fields: [FormData.Field]) throws(SignatureFailure) -> [UInt8]? {
        let values = fields.filter { $0.name.elementsEqual(name.utf8) }
        guard values.count <= 1 else { throw SignatureFailure("the token is there twice") }
        return values.first?.value
    }
}
