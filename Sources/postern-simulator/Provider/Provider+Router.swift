// SPDX-License-Identifier: Apache-2.0

import Hummingbird

extension Provider {
    /// The routes of the three sides together: the provider's, the phones' and the faults'.
    var router: Router<Connection> {
        let router = Router(context: Connection.self)
        SendRoutes(provider: self).add(to: router)
        PhoneRoutes(provider: self).add(to: router)
        PhonePages(provider: self).add(to: router)
        FaultRoutes(network: network).add(to: router)
        return router
    }
}
