// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// What a responder knows of the connection that a request came on.
struct Connection: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
