// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Both sides of the outside world, as HTTP sees them.
struct OutsideWorld: Sendable {
    let provider: Provider
    let office: PostOffice

    var router: Router<Connection> {
        let router = Router(context: Connection.self)
        HomePage(phones: provider.network, mail: office.network).add(to: router)
        SendRoutes(provider: provider).add(to: router)
        PhoneRoutes(provider: provider).add(to: router)
        PhonePages(provider: provider).add(to: router)
        FaultRoutes(network: provider.network).add(to: router)
        MailRoutes(office: office).add(to: router)
        MailboxPages(office: office).add(to: router)
        MailFaultRoutes(network: office.network).add(to: router)
        return router
    }
}
