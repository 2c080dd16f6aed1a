// SPDX-License-Identifier: Apache-2.0

import Store
import Web

/// What `/files` serves: the files that came with messages, out of the store.
struct StoreFiles: FileSource {
    let store: Store

    /// A store that cannot be read has no file either; it says so elsewhere.
    func file(token: String) async -> Web.StoredFile? {
        guard let file = try? await store.read({ tx in try tx.file(token: token) }) else { return nil }
        return Web.StoredFile(
            type: file.type, name: file.name, content: .bytes(file.content), size: file.content.count)
    }
}
