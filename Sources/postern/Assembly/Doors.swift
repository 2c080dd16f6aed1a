// SPDX-License-Identifier: Apache-2.0

import Bridge
import GatewayKit
import Logging
import ServiceLifecycle

/// The doors that gateways open themselves. They stay as they were opened: a reload exchanges adapters, not doors.
struct Doors: Service {
    private let doors: [any Door]

    /// Opens the door of each gateway that has one; throws where one cannot be had.
    init(_ bridge: Bridge, logger: Logger) async throws(DoorFailure) {
        var doors: [any Door] = []
        for post in bridge.posts {
            guard let gateway = post.adapter as? any ListeningGateway else { continue }
            let door = try await gateway.open(inbox: bridge.inbox, directory: bridge.directory(of: post))
            logger.info("\(post.name) takes messages on \(door.place).", metadata: ["gateway": "\(post.name)"])
            doors.append(door)
        }
        self.doors = doors
    }

    func run() async {
        try? await gracefulShutdown()
        await withDiscardingTaskGroup { group in
            for door in doors { group.addTask { await door.shut() } }
        }
    }
}
