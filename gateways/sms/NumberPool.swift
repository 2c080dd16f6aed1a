// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Our numbers, of which each person gets one.
struct NumberPool: Sendable {
    /// In the order in which they are given out.
    let numbers: [Address]

    /// What a person may have: the free ones, and the one that the person has already.
    func free(taken: Set<Address>, current: Address?) -> [Address] {
        numbers.filter { $0 == current || !taken.contains($0) }
    }
}
