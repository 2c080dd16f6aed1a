// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of its own for one test, gone with it.
final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "postern-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Returns the path of the file.
    func write(_ data: Data, to name: String) throws -> String {
        let file = url.appending(path: name)
        try data.write(to: file)
        return file.path
    }

    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }
}
