// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// One `[[webhook]]` of a descriptor: how its requests are authenticated, read and answered. Immutable, and checked
/// when it is loaded (`WebhookLoader`).
package struct WebhookDescriptor: Sendable {
    /// The last step of its path, `/hooks/GATEWAY/NAME`: `in`, `status`.
    package let name: String
    let methods: Set<String>
    let format: Format
    /// Octets of the largest body.
    let largestBody: Int
    /// Any one of those whose secret is configured has to pass; never empty.
    let authentication: [Authentication]
    package let reply: WebhookReply
    /// True where its telephone numbers are E.164 in any case, so that digits without `+` are never a national number.
    let numbersAreE164: Bool
    /// In order; the first that fits an event decides.
    let rules: [EventRule]

    /// Octets that a descriptor may ask for at the most: a picture message with its pictures, in base 64.
    static let mostBody = 16 * 1024 * 1024

    /// How the body is read.
    enum Format: String, Sendable, CaseIterable {
        case json, form, query
        /// The query for a GET, else what `Content-Type` says.
        case auto
    }

    struct Authentication: Sendable, Equatable {
        let scheme: SignatureScheme
        let secret: SecretReference
    }
}

/// Which of the operator's settings hold the secret of a scheme.
enum SecretReference: Sendable, Equatable {
    case setting(String)
    /// HTTP Basic: `user` and `password` by themselves.
    case userAndPassword(user: String, password: String)

    /// The names of the settings.
    var settings: [String] {
        switch self {
        case .setting(let name): [name]
        case .userAndPassword(let user, let password): [user, password]
        }
    }
}
