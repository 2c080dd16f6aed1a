// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What addresses need of Unicode beyond the standard library.
package enum UnicodeText {
    /// Normalization form C: a letter with its accent is one character, however it was typed.
    package static func composed(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }
}
