// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Synchronization
import XMPP

/// The address that each sender's account had when it was last looked at. A guess that saves reading the store before a
/// message is judged; whether it is still right the transaction says that stores the message.
final class SenderMemory: Sendable {
    /// A few hundred octets each.
    private static let most = 10_000

    private let addresses = Mutex<[JID: Address]>([:])

    /// nil: not known.
    func address(of sender: JID) -> Address? {
        addresses.withLock { $0[sender] }
    }

    func note(_ address: Address, of sender: JID) {
        addresses.withLock { addresses in
            // Those who write are soon known again.
            if addresses.count >= Self.most { addresses.removeAll() }
            addresses[sender] = address
        }
    }
}
