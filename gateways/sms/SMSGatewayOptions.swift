// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

/// What the configuration says of one SMS gateway, `[gateways.NAME]` with `kind = "sms"`.
package struct SMSGatewayOptions: Sendable {
    /// NAME
    package let name: String
    /// ISO 3166, for the national forms of numbers: `US`.
    package let region: String
    /// The pool: canonical addresses of ours, in the order of the file.
    package let numbers: [Address]
    /// `[gateways.NAME.settings]`, secrets resolved, every value as text.
    package let settings: [String: String]
    /// Replaces scheme, host and port of the descriptor's URLs; nil leaves them.
    package let endpoint: String?
    /// Where the outside reaches us, without a slash at its end.
    package let publicURL: String

    package init(
        name: String, region: String, numbers: [Address], settings: [String: String], endpoint: String? = nil,
        publicURL: String
    ) {
        self.name = name
        self.region = region
        self.numbers = numbers
        self.settings = settings
        self.endpoint = endpoint
        self.publicURL = publicURL
    }
}
