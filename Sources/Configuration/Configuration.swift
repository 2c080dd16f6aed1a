// SPDX-License-Identifier: Apache-2.0

package import Settings

/// The configuration file as types. One file here per table; each key, its default and its check stand in one line.
package struct Configuration: Sendable, Equatable {
    /// The file as the operator named it.
    package let file: String
    package let xmpp: XMPP
    package let store: Store
    package let http: HTTP
    package let admin: Admin
    package let log: Log
    /// At least one, in the order of the file; no two have the same name or domain.
    package let gateways: [Gateway]
}

/// Why a configuration cannot be used: everything that is wrong with it, by line.
package struct ConfigurationFailure: Error, Equatable, CustomStringConvertible {
    /// Never empty.
    package let problems: [SettingsProblem]

    /// One problem a line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
