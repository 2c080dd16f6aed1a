// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store

/// The store as an adapter sees it that fetches files for the messages of one gateway.
struct FetchShelf: FetchedFiles {
    let store: Store
    let gateway: String

    /// A store that cannot be read has nothing: what is asked for is fetched.
    func file(from link: String, of message: String) async -> FetchedFile? {
        try? await store.read { [gateway] tx in try tx.fetched(gateway: gateway, message: message, link: link) }
    }

    /// It can be fetched again; so it need not survive the machine.
    func keep(_ file: FetchedFile, from link: String, of message: String) async {
        try? await store.commit(surviving: .crash) { [gateway] tx in
            try tx.keep(file, gateway: gateway, message: message, link: link)
        }
    }
}
