// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Folders for stores of tests. They lie in memory where the machine has a place for that: on a disk that something else
/// keeps busy, one commit can take minutes, and no test of ours is about the disk.
package enum StoreFolder {
    private static let parent: URL = {
        let memory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
        let isUsable = FileManager.default.isWritableFile(atPath: memory.path)
        return isUsable ? memory : FileManager.default.temporaryDirectory
    }()

    /// A new one. Who makes it removes it.
    package static func make() throws -> String {
        let folder = parent.appendingPathComponent("postern-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}
