// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import PosternCrypto

/// Checks HTTP Basic credentials (`basic`, RFC 7617) against one `user:password`, in UTF-8.
struct BasicVerifier: SignatureVerifier {
    private let credentials: [UInt8]

    /// - Parameter credentials: `user:password`; the first colon separates.
    init(credentials: String) throws(SignatureKeyProblem) {
        guard let colon = credentials.utf8.firstIndex(of: UInt8(ascii: ":")),
            colon < credentials.utf8.index(credentials.endIndex, offsetBy: -1)
        else {
            throw SignatureKeyProblem("it must be written as user:password, with a password")
        }
        self.credentials = Array(credentials.utf8)
    }

    func verify(_ request: WebhookRequest) throws(SignatureFailure) {
        let header = try request.required(header: "Authorization")
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "basic", let given = Base64.decode(String(parts[1]), .strict)
        else {
            throw SignatureFailure("the header Authorization holds no Basic credentials")
        }
        guard constantTimeEqual(given, credentials) else {
            throw SignatureFailure("user or password is wrong")
        }
    }
}
