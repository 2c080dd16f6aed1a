// SPDX-License-Identifier: Apache-2.0

import PosternCrypto

extension Stanza {
    /// As it goes out: with an id and with `from`, which a server insists on (ejabberd ends the stream without it).
    func addressed(from domain: JID) -> Stanza {
        guard from == nil || id == nil else { return self }
        var copy = self
        if copy.from == nil { copy.from = domain }
        if copy.id == nil { copy.id = randomToken(bytes: 12) }
        return copy
    }
}
