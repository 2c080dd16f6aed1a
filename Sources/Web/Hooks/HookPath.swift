// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation

/// `/hooks/GATEWAY/NAME[/REFERENCE]`, read from a request target. nil where it is anything else.
struct HookPath: Equatable {
    let gateway: String
    let name: String
    /// Our own reference of a message; nil where the path has no such segment.
    let reference: String?

    /// `path` is what stands before the query, as it came.
    init?(_ path: Substring) {
        let segments = path.split(separator: "/", maxSplits: 5, omittingEmptySubsequences: false)
        guard segments.count == 4 || segments.count == 5, segments[0].isEmpty, segments[1] == "hooks",
            let gateway = PercentEncoding.decode(segments[2]), let name = PercentEncoding.decode(segments[3])
        else { return nil }
        self.gateway = gateway
        self.name = name
        guard segments.count == 5 else {
            reference = nil
            return
        }
        guard let reference = PercentEncoding.decode(segments[4]), OutgoingMessage.isReference(reference) else {
            return nil
        }
        self.reference = reference
    }
}
