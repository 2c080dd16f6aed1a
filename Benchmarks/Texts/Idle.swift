// SPDX-License-Identifier: Apache-2.0

/// Start-up time and memory before any load.
struct Idle {
    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func run() async throws {
        stage.report("start-up, process to link", "\(stage.startUp)")
        stage.report("resident, idle", "\(stage.postern.residentMegabytes) MB")
    }
}
