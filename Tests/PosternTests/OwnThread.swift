// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Runs what blocks on a thread of its own: the tasks of all tests share as many threads as the machine has cores.
enum OwnThread {
    static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    /// All that can be read until there is enough, or up to the end.
    static func read(
        _ file: FileHandle, until isEnough: @escaping @Sendable ([UInt8]) -> Bool
    ) async -> [UInt8] {
        await run {
            var bytes: [UInt8] = []
            // `read` of a `FileHandle` waits until it has as much as it was asked for.
            var piece = [UInt8](repeating: 0, count: 4096)
            while !isEnough(bytes) {
                let count = Glibc.read(file.fileDescriptor, &piece, piece.count)
                guard count > 0 else { break }
                bytes += piece[..<count]
            }
            return bytes
        }
    }
}
