// SPDX-License-Identifier: Apache-2.0

/// A place of one's own network that a link may lead to, though its address is not public.
package struct PrivatePlace: Hashable, Sendable {
    /// A name or an address, in lower case; IPv6 without brackets.
    package let host: String
    /// nil: all of its ports.
    package let port: Int?

    package init(host: String, port: Int? = nil) {
        self.host = host
        self.port = port
    }
}
