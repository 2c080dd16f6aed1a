// SPDX-License-Identifier: Apache-2.0

/// Out of Band Data (XEP-0066 version 1.5): the link to a file. Clients show it inline where the body is the same link.
///
///     <message><body>https://…/cat.jpg</body><x xmlns='jabber:x:oob'><url>https://…/cat.jpg</url></x></message>
package enum OutOfBandData {
    package static let namespace = "jabber:x:oob"

    /// All links in a message, in order and as they were written: whoever fetches one checks it.
    package static func urls(in message: Stanza) -> [String] {
        message.payload.filter { $0.is("x", namespace) }.compactMap { element in
            element.first("url", namespace).flatMap { $0.text.isEmpty ? nil : $0.text }
        }
    }

    package static func element(url: String) -> Element {
        Element("x", namespace, [:], [Element("url", namespace, text: url)])
    }
}
