// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization

/// Keeps what was fetched as the store does, while a test starts gateways anew.
final class KeptFetches: FetchedFiles {
    private let files = Mutex<[String: FetchedFile]>([:])

    var links: [String] { files.withLock { $0.keys.sorted() } }

    func file(from link: String, of message: String) async -> FetchedFile? {
        files.withLock { $0["\(message) \(link)"] }
    }

    func keep(_ file: FetchedFile, from link: String, of message: String) async {
        files.withLock { $0["\(message) \(link)"] = file }
    }
}
