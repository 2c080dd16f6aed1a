// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Notation

/// What a responder knows of the connection that a request came on.
struct Connection: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    /// The address whose share of our memory it uses; nil for this machine, which may have all of it.
    var peer: String? {
        guard let address = channel.remoteAddress?.ipAddress, !Loopback.isAddress(address) else { return nil }
        return address
    }

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
