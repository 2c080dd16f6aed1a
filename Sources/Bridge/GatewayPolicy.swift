// SPDX-License-Identifier: Apache-2.0

import GatewayKit
package import XMPP

/// What the operator decided for one gateway: everything that can change on a reload without dropping the link.
package struct GatewayPolicy: Sendable {
    /// Who may register in-band; an empty list is nobody but the operator.
    package var register: [RegistrationRule]
    /// Who is told when something needs the operator's hand.
    package var admins: [JID]
    package var receipts: ReceiptPolicy
    /// How many conversations are sent at the same time.
    package var parallel: Int
    /// nil: as fast as the provider takes them.
    package var rate: RateLimit?
    /// nil: no limit to what one account may send.
    package var quota: MessageQuota?
    /// The age at which an unsent message is given up.
    package var giveUpAfter: Duration

    package init(
        register: [RegistrationRule] = [], admins: [JID] = [], receipts: ReceiptPolicy = .delivered,
        parallel: Int = 8, rate: RateLimit? = nil, quota: MessageQuota? = nil,
        giveUpAfter: Duration = .seconds(4 * 3600)
    ) {
        self.register = register
        self.admins = admins
        self.receipts = receipts
        self.parallel = parallel
        self.rate = rate
        self.quota = quota
        self.giveUpAfter = giveUpAfter
    }
}

/// Who may register: `*`, a domain's persons, or one person.
package enum RegistrationRule: Sendable, Equatable {
    case anyone
    /// The persons of a domain, `node@domain`; not its subdomains.
    case domain(String)
    case person(JID)

    package func admits(_ jid: JID) -> Bool {
        switch self {
        case .anyone: true
        case .domain(let domain): jid.local != nil && jid.domain == domain
        case .person(let person): jid.bare == person
        }
    }
}

/// When a message's sender gets a tick.
package enum ReceiptPolicy: Sendable {
    /// Only when the handset or the mailbox has it.
    case delivered
    /// Where the provider can never tell: when it has accepted the message.
    case accepted
}

/// `1/s per number`: so many sends in a span, counted for each number, each account or all together.
package struct RateLimit: Sendable, Equatable {
    package enum Scope: Sendable { case number, account, gateway }

    package let count: Int
    package let span: Duration
    package let scope: Scope

    package init(count: Int, span: Duration, scope: Scope) {
        self.count = count
        self.span = span
        self.scope = scope
    }
}

/// `200/d per account`: so many messages may an account write in a span.
package struct MessageQuota: Sendable, Equatable {
    package let count: Int
    package let span: Duration

    package init(count: Int, span: Duration) {
        self.count = count
        self.span = span
    }
}
