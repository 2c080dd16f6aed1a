// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOSSL

/// What the connections of a listener share.
struct ListenerParts: Sendable {
    let session: SessionSettings
    let limits: ListenerLimits
    let tls: NIOSSLContext?
    let reception: any MailReception
    let ledger: ConnectionLedger
    let logger: Logger
}
