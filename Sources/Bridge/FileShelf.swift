// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Notation
import PosternCrypto
import Store

/// Puts what came with a message where a link leads to it: `/files/TOKEN/NAME` (design section 7).
struct FileShelf: Sendable {
    /// Scheme and host, without a slash at the end.
    let publicURL: String

    /// Stores the file with the message's own transaction, and gives its link.
    func keep(_ attachment: Attachment, in tx: Transaction) throws -> String {
        let token = randomToken(bytes: 24)
        try tx.keep(
            file: StoredFile(token: token, name: attachment.name, type: attachment.type, content: attachment.content))
        return "\(publicURL)/files/\(token)/\(PercentEncoding.encode(attachment.name))"
    }
}
