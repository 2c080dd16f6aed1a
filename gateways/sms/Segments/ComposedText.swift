// SPDX-License-Identifier: Apache-2.0

import Foundation
import GatewayKit

extension OutgoingMessage {
    /// Unicode scalars that composing makes one of, at the most (Unicode Standard Annex 15 section 9: canonical
    /// decomposition makes up to four of one).
    static let mostComposed = 4

    /// The text as it is counted and sent: in Unicode's Normalization Form C, because `é` is one character of the GSM
    /// alphabet, and `e` with an accent behind it are two that force the whole text into UCS-2.
    var composedText: String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }
}
