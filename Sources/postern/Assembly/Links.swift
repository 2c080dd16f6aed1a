// SPDX-License-Identifier: Apache-2.0

import Notation
import PosternConfiguration
import Settings
import XMPP

extension LinkSettings {
    /// How a gateway attaches: over its own listener, or that of `[xmpp]`.
    init(_ gateway: Configuration.Gateway, _ xmpp: Configuration.XMPP) {
        let place = gateway.link ?? xmpp.server
        self.init(
            domain: gateway.domain, secret: gateway.secret.revealed, host: place.host, port: place.port,
            tls: xmpp.tls == .direct ? .direct(caFile: xmpp.authority) : .off, confirm: xmpp.confirm)
    }
}
