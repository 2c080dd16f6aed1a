// SPDX-License-Identifier: Apache-2.0

package import MIME

/// What a filter in front of us said of a mail.
package enum SpamFlag {
    /// `X-Spam-Flag: YES` (SpamAssassin), `X-Spam: yes` (Rspamd), `X-Spam-Status: Yes, score=…`.
    package static func isSet(in fields: HeaderFields) -> Bool {
        ["X-Spam-Flag", "X-Spam", "X-Spam-Status"].contains { name in
            fields.all(name).contains { $0.lowercased().prefix { $0.isLetter } == "yes" }
        }
    }
}
