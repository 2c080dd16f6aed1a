// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// Where a provider reports what became of a message: `PUBLIC_URL/hooks/GATEWAY/status/REFERENCE`. Our reference is a step
/// of the path; a query follows only where the provider signs nothing and a token has to stand for a signature.
package struct CallbackURL: Sendable, Equatable {
    /// The webhook that callbacks go to.
    static let webhook = "status"

    private let prefix: String
    private let suffix: String

    /// - Parameters:
    ///   - publicURL: scheme and host by which the outside reaches us, without a slash at its end.
    ///   - gateway: its name in the configuration.
    ///   - query: `t=TOKEN`, percent-encoded; nil for a provider that signs.
    package init(publicURL: String, gateway: String, query: String?) {
        prefix = "\(publicURL)/hooks/\(PercentEncoding.encode(gateway))/\(Self.webhook)/"
        suffix = query.map { "?\($0)" } ?? ""
    }

    /// The URL for one message; `reference` is ours, `[A-Za-z0-9_-]{1,40}`.
    package func url(for reference: String) -> String {
        prefix + PercentEncoding.encode(reference) + suffix
    }
}
