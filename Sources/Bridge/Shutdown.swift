// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import ServiceLifecycle

/// Stops sources, not work: what is in hand may finish, for a while.
enum Shutdown {
    private enum End: Sendable { case work, patience }

    /// Runs every piece of work. At a graceful shutdown `close` is called, after which each piece should end by itself;
    /// what has not ended after `grace` is cancelled.
    static func run(
        _ work: [@Sendable () async -> Void], grace: Duration, time: any TimeSource,
        close: @escaping @Sendable () -> Void
    ) async {
        await withTaskGroup(of: End.self) { group in
            for piece in work {
                group.addTask {
                    await piece()
                    return .work
                }
            }
            group.addTask {
                try? await gracefulShutdown()
                close()
                try? await time.sleep(for: grace)
                return .patience
            }
            var left = work.count
            while left > 0, let end = await group.next(), end == .work { left -= 1 }
            group.cancelAll()
        }
    }
}
