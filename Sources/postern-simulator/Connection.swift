// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Notation

/// A request's connection, which a fault may close without an answer.
struct Connection: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// A path's parameter, percent-decoded.
    func parameter(_ name: String) -> String {
        parameters.get(name).map { PercentEncoding.decode($0) ?? $0 } ?? ""
    }
}
