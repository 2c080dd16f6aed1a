// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import XMPP

/// Within what the order of messages is kept: one account's talk with one peer, at one gateway. It is one text, which is
/// never NULL, so that every engine finds it by an index: the account's bare JID and the peer, with a line break between
/// them, which no JID has.
enum Conversation {
    static func text(account: JID?, peer: Address?) -> String {
        "\(account?.bare.description ?? "")\n\(peer?.text ?? "")"
    }

    /// From where to where, exclusively, the conversations of an account stand in the index.
    static func span(of account: JID) -> (from: String, to: String) {
        let account = account.bare.description
        return ("\(account)\n", "\(account)\u{B}")
    }
}
