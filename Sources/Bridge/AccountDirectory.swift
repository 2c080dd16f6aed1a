// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Store

/// The accounts of one gateway, as its door sees them.
struct AccountDirectory: Directory {
    let gateway: String
    let store: Store

    func holder(of address: Address) async throws(InboxFailure) -> AddressHolder? {
        do throws(StoreFailure) {
            let account = try await store.read { [gateway] tx in try tx.account(gateway: gateway, address: address) }
            return account.map { AddressHolder(settings: $0.settings) }
        } catch {
            throw InboxFailure(error)
        }
    }
}

extension InboxFailure {
    init(_ failure: StoreFailure) {
        if case .full = failure { self = .full } else { self = .busy }
    }
}
