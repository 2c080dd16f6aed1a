// SPDX-License-Identifier: Apache-2.0

package import Notation
package import Settings

extension Configuration {
    /// `[gateways.NAME]`: what every kind of gateway has.
    package struct Gateway: Sendable, Equatable {
        /// The operator's name for it: `[a-z0-9-]+`.
        package let name: String
        /// The component's domain, in lower case.
        package let domain: String
        /// The component's secret at the server.
        package let secret: Secret
        /// This gateway's own component listener; nil where it is that of `[xmpp]`.
        package let link: HostAndPort?
        package let register: [Registrant]
        /// Bare JIDs.
        package let admins: [String]
        package let receipts: Receipts
        /// How many conversations are sent at once.
        package let parallel: Int
        package let rate: Rate?
        package let quota: Quota?
        package let giveUpAfter: Duration
        package let kind: Kind

        /// When the sender gets a receipt (XEP-0184).
        package enum Receipts: String, Sendable, CaseIterable {
            case delivered, accepted
        }

        package enum Kind: Sendable, Equatable {
            case sms(SMS)
            case email(Email)
        }

        private enum KindName: String, CaseIterable {
            case sms, email
        }

        init?(name: String, _ table: SettingsTable, _ source: SecretSource, plaintextIsAllowed: Bool) {
            Self.checkName(name, table)
            // Without a kind it is not known which keys are.
            guard let kindName = table.required("kind", .word(KindName.self), example: "\"sms\"") else { return nil }
            let domain = table.required("domain", .domain, example: "\"\(kindName.rawValue).example.org\"")
            let secret = table.required("secret", source.shape, example: "\"env:POSTERN_SECRET\"")
            link = table.value("link", .hostAndPort)
            register = table.value("register", .list(of: .registrant), default: [])
            admins = table.value("admins", .list(of: .bareJID), default: [])
            receipts = table.value("receipts", .word(), default: .delivered)
            parallel = table.value("parallel", .int(in: 1...256), default: 8)
            rate = table.value("rate", .rate)
            quota = table.value("quota", .quota)
            giveUpAfter = table.value(
                "give_up_after", .positiveDuration, default: kindName == .sms ? .hours(4) : .days(2))
            let kind: Kind? =
                switch kindName {
                case .sms: SMS(table, source).map(Kind.sms)
                case .email: Email(table, source).map(Kind.email)
                }
            table.finish()
            if let link, !Loopback.isHost(link.host), !plaintextIsAllowed {
                table.problem(XMPP.plaintext(to: link.host), key: "link")
            }
            guard let domain, let secret, let kind else { return nil }
            self.name = name
            self.domain = domain
            self.secret = secret
            self.kind = kind
        }

        /// The name stands in the paths of webhooks.
        private static func checkName(_ name: String, _ table: SettingsTable) {
            let isPlain = name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: "-")
                }
            }
            if name.isEmpty || !isPlain {
                table.problem("\"\(name)\" is no name for a gateway; use the letters a to z, digits and -")
            }
        }
    }
}
