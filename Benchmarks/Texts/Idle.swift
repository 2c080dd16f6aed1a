// SPDX-License-Identifier: Apache-2.0

/// Memory before any load.
struct Idle {
    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func run() async throws {
        stage.report("resident, idle", "\(stage.postern.residentMegabytes) MB")
    }
}
