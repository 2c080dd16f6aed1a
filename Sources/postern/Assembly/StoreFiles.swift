// SPDX-License-Identifier: Apache-2.0

import Store
import Web

/// What `/files` serves: the files that came with messages, out of the store.
///
/// A store that cannot be read has no file either; it says so elsewhere.
struct StoreFiles: FileSource {
    let store: Store

    func file(token: String) async -> ServedFile? {
        guard let facts = try? await store.read({ tx in try tx.facts(ofFile: token) }) else { return nil }
        return ServedFile(type: facts.type, name: facts.name, size: facts.size)
    }

    func content(of token: String, from offset: Int, upTo count: Int) async -> [UInt8]? {
        try? await store.read { tx in try tx.content(ofFile: token, from: offset, upTo: count) }
    }
}
