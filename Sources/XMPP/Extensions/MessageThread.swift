// SPDX-License-Identifier: Apache-2.0

/// Message Threads (XEP-0201 version 1.0, RFC 6121 sections 5.2.4 and 5.2.5): which messages belong together, and what
/// they are about.
///
///     <message><subject>Lunch</subject><thread>e0ffe42b28561960c6b12b944a092794b9683a38</thread></message>
package enum MessageThread {
    /// An opaque id; longer ones are nobody's.
    package static let longest = 1_000

    /// nil where the message names none.
    package static func id(in message: Stanza) -> String? {
        guard let id = message.first("thread", Namespace.component)?.text, !id.isEmpty, id.utf8.count <= longest else {
            return nil
        }
        return id
    }

    package static func element(_ id: String) -> Element {
        Element("thread", Namespace.component, text: id)
    }

    /// Of several the one that counts; nil where there is none, or white space is all there is.
    package static func subject(in message: Stanza) -> String? {
        message.localizedText("subject")
    }

    package static func subject(_ text: String) -> Element {
        Element("subject", Namespace.component, text: text)
    }
}
