// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs what blocks on a thread of its own: the tasks of all tests share as many threads as the machine has cores.
enum OwnThread {
    static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    /// All that can be read up to a mark at the end, or up to the end.
    static func read(_ file: FileHandle, upTo mark: String) async -> Data {
        await run {
            var text = Data()
            while !text.suffix(mark.utf8.count).elementsEqual(mark.utf8) {
                guard let more = try? file.read(upToCount: 4096), !more.isEmpty else { break }
                text += more
            }
            return text
        }
    }
}
