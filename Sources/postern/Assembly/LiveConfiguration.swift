// SPDX-License-Identifier: Apache-2.0

import Bridge
import PosternConfiguration
import Synchronization

/// The configuration in force, which a reload exchanges.
final class LiveConfiguration: Sendable {
    private let state: Mutex<Configuration>

    init(_ configuration: Configuration) {
        state = Mutex(configuration)
    }

    var configuration: Configuration {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    var retention: Housekeeping.Retention {
        let store = configuration.store
        return .init(
            bodies: store.keepBodies, failed: store.keepFailed, metadata: store.keepMetadata, files: store.keepFiles)
    }
}
