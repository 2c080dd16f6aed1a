// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Logging
import Store

/// A commit that must not be lost: what has happened outside has happened, so a store that cannot take it is asked again
/// and again. If the process dies first, the row's lease tells that it was under way.
struct Insistence: Sendable {
    /// How long it waits after the store has failed.
    static let pause = Duration.seconds(1)

    let store: Store
    let time: any TimeSource
    let logger: Logger
    let gateway: String

    /// Returns when the work is committed, or the task is cancelled while the store fails.
    func commit(_ work: @escaping @Sendable (Transaction) throws -> Void) async {
        while true {
            do throws(StoreFailure) {
                return try await store.commit(work)
            } catch {
                logger.error("\(error.sentence)", metadata: ["gateway": "\(gateway)"])
                guard (try? await time.sleep(for: Self.pause)) != nil else { return }
            }
        }
    }
}
