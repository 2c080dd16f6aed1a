// SPDX-License-Identifier: Apache-2.0

/// Message Processing Hints (XEP-0334 version 0.4.0): what servers shall do with a message whose body does not
/// tell them.
///
///     <message><received xmlns='urn:xmpp:receipts' id='m1'/><store xmlns='urn:xmpp:hints'/></message>
package enum MessageHints {
    package static let namespace = "urn:xmpp:hints"

    /// Keep it in the archive and for clients that are offline, as if it had a body.
    package static let store = Element("store", namespace)
    /// Keep it nowhere.
    package static let noStore = Element("no-store", namespace)
    /// Do not show it to other clients of the same person (XEP-0280).
    package static let noCopy = Element("no-copy", namespace)
}
